"""The round of 2019 from planning to publication, with a real worker."""

from bench import setting


def main() -> None:
    setting.prepare()
    setting.load_lists(2015, 2017)
    from reports.demo import replay  # noqa: PLC0415  (needs Django)
    from reports.demo.publishing import order_builds, publish_builds  # noqa: PLC0415

    rounds = []
    with setting.worker():
        collected = setting.timed(lambda: rounds.append(replay.collect(2019, seed=1, say=lambda text: None)))
        published = setting.timed(lambda: publish_builds(order_builds(rounds), say=lambda text: None))
    setting.report("97 local pictures collected, decided and closed", [collected], 30)
    setting.report("the whole replay, published", [collected + published], 30)


if __name__ == "__main__":
    main()
