"""The round of 2019 from planning to publication, with a real worker."""

from bench import setting
from reports.demo import replay
from reports.demo.publishing import order_builds, publish_builds


def quiet(text: str) -> None:
    """Say nothing: printing is not what is measured."""


def main() -> None:
    setting.prepare()
    setting.load_lists(2015, 2017)
    rounds = []
    with setting.worker():
        collected = setting.timed(lambda: rounds.append(replay.collect(2019, seed=1, say=quiet)))
        published = setting.timed(lambda: publish_builds(order_builds(rounds), say=quiet))
    setting.report("97 local pictures collected, decided and closed", [collected], 30)
    setting.report("the whole replay, published", [collected + published], 30)


if __name__ == "__main__":
    main()
