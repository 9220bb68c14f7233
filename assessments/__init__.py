"""The method, the rounds, the local pictures, the review and the decisions."""
