"""The registers' tables, one module for each noun."""

from .bodies import Body, BodyKind
from .certificates import Certificate
from .employers import Employer, EmployerAlias, EmployerMerge, Project
from .journal import RegisterEntry
from .messages import OutboxMessage, PhoneCode
from .people import Appointment, Holding, Person
from .places import Industry, Region
from .workers import EmployerUser, Worker

__all__ = [
    "Appointment",
    "Body",
    "BodyKind",
    "Certificate",
    "Employer",
    "EmployerAlias",
    "EmployerMerge",
    "EmployerUser",
    "Holding",
    "Industry",
    "OutboxMessage",
    "Person",
    "PhoneCode",
    "Project",
    "Region",
    "RegisterEntry",
    "Worker",
]
