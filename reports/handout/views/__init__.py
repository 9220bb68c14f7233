"""The pages of a request, and its acts."""
