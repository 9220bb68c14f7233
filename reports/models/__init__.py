from reports.models.build import Build
from reports.models.national_picture import NationalPicture
from reports.models.picture_edit import PictureEdit
from reports.models.picture_entry import PictureEntry
from reports.models.picture_lpo import PictureLpo
from reports.models.picture_removal import PictureRemoval
from reports.models.publication import Publication
from reports.models.release_certificate import ReleaseCertificate
from reports.models.release_check import ReleaseCheck
from reports.models.wording_source import WordingSource

__all__ = [
    "Build",
    "NationalPicture",
    "PictureEdit",
    "PictureEntry",
    "PictureLpo",
    "PictureRemoval",
    "Publication",
    "ReleaseCertificate",
    "ReleaseCheck",
    "WordingSource",
]
