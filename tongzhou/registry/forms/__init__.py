"""Forms of the registers, for a registrar. A counter shows them as the registers declare them."""

from .base import Kept, RecordForm
from .firms import (
    ActForForm,
    AliasForm,
    EmployerForm,
    MergeForm,
    ProjectForm,
    StopActingForm,
    UnmergeForm,
)
from .staff import (
    AccountForm,
    AppointForm,
    BodyForm,
    CertifyForm,
    CloseAccountForm,
    CloseBodyForm,
    EndForm,
    PasswordForm,
    WithdrawForm,
)

__all__ = [
    "AccountForm",
    "ActForForm",
    "AliasForm",
    "AppointForm",
    "BodyForm",
    "CertifyForm",
    "CloseAccountForm",
    "CloseBodyForm",
    "EmployerForm",
    "EndForm",
    "Kept",
    "MergeForm",
    "PasswordForm",
    "ProjectForm",
    "RecordForm",
    "StopActingForm",
    "UnmergeForm",
    "WithdrawForm",
]
