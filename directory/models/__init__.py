"""The tables of the directory, named as in HSDS 3.1 where HSDS has them."""

from directory.models.change_request import ChangeRequest
from directory.models.contact_points import Phone, Url
from directory.models.counts import UsageCount
from directory.models.location import Address, Location, ServiceArea, ServiceAtLocation
from directory.models.model import Model, lasting_id, new_id
from directory.models.organization import Contact, Organization, OrganizationIdentifier
from directory.models.past import ImportBatch, MetadataRow, RecordingMark
from directory.models.schedule import Schedule, ScheduleException
from directory.models.service import Service
from directory.models.service_index import DirectoryEdition, ServiceIndex
from directory.models.staff_accounts import (
    StaffDevice,
    StaffEvent,
    StaffInvitation,
    StaffSession,
    StaffUser,
)
from directory.models.staff_work import ProblemReport, Verification
from directory.models.vocabulary import Attribute, Language, Taxonomy, TaxonomyTerm
from directory.models.words import Translation, WhatHappens

__all__ = [
    "Address",
    "Attribute",
    "ChangeRequest",
    "Contact",
    "DirectoryEdition",
    "ImportBatch",
    "Language",
    "Location",
    "MetadataRow",
    "Model",
    "Organization",
    "OrganizationIdentifier",
    "Phone",
    "ProblemReport",
    "RecordingMark",
    "Schedule",
    "ScheduleException",
    "Service",
    "ServiceArea",
    "ServiceAtLocation",
    "ServiceIndex",
    "StaffDevice",
    "StaffEvent",
    "StaffInvitation",
    "StaffSession",
    "StaffUser",
    "Taxonomy",
    "TaxonomyTerm",
    "Translation",
    "Url",
    "UsageCount",
    "Verification",
    "WhatHappens",
    "lasting_id",
    "new_id",
]  # fmt: skip - one word a row would be thirty rows
