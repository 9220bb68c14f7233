from lagesbild.secrecy.models.ground import Harm, SecrecyGround

__all__ = ["Harm", "SecrecyGround"]
