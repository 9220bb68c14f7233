"""The report names each source of its list once."""

from reports.texts import source_note


def test_what_a_source_says_of_single_areas_is_left_to_the_data_files() -> None:
    rows = ["Polisens lista 2023; LPO: Alby", "Polisens lista 2023; LPO: Araby", "En kommuns protokoll", ""]
    assert source_note(rows) == "En kommuns protokoll; Polisens lista 2023"


def test_a_list_without_sources_has_no_note() -> None:
    assert source_note(["", ""]) == ""
