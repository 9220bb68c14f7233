"""The class of every field of this app. What is open here is what the frozen values of `reports.open.data` are filled from."""

from lagesbild.secrecy.classes import Disclosure

OPEN, INTERNAL = Disclosure.OPEN, Disclosure.INTERNAL

FIELDS = {
    "Build": {
        OPEN: "version edition_date",
        INTERNAL: "id picture job folder manifest_sha256 file_count byte_count requested_by requested_at built_at"
        " release_approved_by release_approved_at",
    },
    "NationalPicture": {
        OPEN: "year version summary register_number source_note correction_reason is_replay is_historic lpo_count previous_year"
        " previous_totals method_name method_note categories questions regions lineage",
        INTERNAL: "id round state text_version compiled_by compiled_at approved_by approved_at",
    },
    "PictureEdit": {INTERNAL: "id picture slug number edited_by edited_at"},
    "PictureEntry": {
        OPEN: "slug name category previous_category trend lpo_name lpo_slug lpo_code district_name region_name region_slug municipality"
        " lat lon area_km2 grounds history",
        INTERNAL: "id picture",
    },
    "PictureLpo": {OPEN: "slug name code district_name region_name region_slug is_named zero_report", INTERNAL: "id picture"},
    "PictureRemoval": {OPEN: "slug name municipality region_name previous_category reason technical", INTERNAL: "id picture"},
    "Publication": {
        OPEN: "year version manifest_sha256 reason published_at",
        INTERNAL: "id build certificate release_approved_by published_by audit_seq audit_hash",
    },
    "ReleaseCertificate": {INTERNAL: "id build manifest_sha256 content sha256 app_version issued_by issued_role issued_at"},
    "ReleaseCheck": {INTERNAL: "id build code outcome title summary detail version listed facts reason"},
    "WordingSource": {INTERNAL: "id picture slug now written_from confirmed_by confirmed_at"},
}
