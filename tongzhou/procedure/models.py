"""Tables. `Entry`, `Passage`, `Secret`, `Series`, `StoredFile` hold what cannot be computed again; all
other tables are a projection of the journal, for lists, and may be thrown away."""

from __future__ import annotations

import secrets
from datetime import date

from django.db import models
from django.db.models import F, Q

from .scope import CaseQuerySet
from .view import end_of

NO_DUE = date(9999, 12, 31)  # sorts last: a case in which nothing is due
NEVER = end_of(NO_DUE)


def new_uid() -> str:
    """Return a name for a case that says nothing and cannot be guessed."""
    return secrets.token_hex(8)


class Case(models.Model):
    """案件: one matter under one procedure. All but uid, procedure and number is projected."""

    uid = models.CharField(max_length=16, unique=True, default=new_uid, editable=False)
    procedure = models.CharField(max_length=40)
    number = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=200, blank=True)
    version = models.CharField(max_length=10)
    state = models.CharField(max_length=40)
    is_open = models.BooleanField(default=True)
    region = models.CharField(max_length=12)
    # One column per level, so that a subtree is an equality and the index can be walked in order.
    province = models.CharField(max_length=2)
    league = models.CharField(max_length=4)
    county = models.CharField(max_length=6)
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    first_seen = models.DateField(null=True)
    changed_at = models.DateTimeField(null=True)
    next_due = models.DateField(default=NO_DUE)
    # When the clock that presses most is over: to the hour, or the end of `next_due`. Lists are in its order.
    due_at = models.DateTimeField(default=NEVER)
    next_limit = models.CharField(max_length=40, blank=True)
    silent_on = models.DateField(null=True)  # when time itself will act next
    handlers = models.IntegerField(null=True)  # how many carry it; null where nobody is assigned
    handled_by = models.CharField(max_length=100, blank=True)  # their names, for lists
    seq = models.IntegerField(default=-1)
    head = models.CharField(max_length=64)
    calendar = models.CharField(max_length=40)
    irregular = models.IntegerField(default=0)
    begun: date | None  # of the clock that presses most; there where `with_start` asked for it

    objects = CaseQuerySet.as_manager()

    class Meta:
        indexes = [
            # Partial, not a boolean column inside: SQLite cannot use `WHERE is_open` as an equality.
            *(
                models.Index(
                    fields=[level, "procedure", "due_at", "id"],
                    condition=Q(is_open=True),
                    name=f"case_due_{level}",
                )
                for level in ("county", "league", "province")
            ),
            *(
                models.Index(
                    F(level),
                    F("procedure"),
                    F("opened_on").desc(),
                    F("id").desc(),
                    name=f"case_new_{level}",
                )
                for level in ("county", "league", "province")
            ),
            # For who sees a league or the region: a county's open cases are few enough to look through.
            *(
                models.Index(
                    fields=[level, "procedure", "handlers", "due_at", "id"],
                    condition=Q(is_open=True),
                    name=f"case_free_{level}",
                )
                for level in ("league", "province")
            ),
            *(
                models.Index(
                    F(level),
                    F("procedure"),
                    F("opened_on").desc(),
                    F("id").desc(),
                    condition=Q(is_open=False),
                    name=f"case_closed_{level}",
                )
                for level in ("league", "province")
            ),
            models.Index(
                fields=["silent_on"], condition=Q(silent_on__isnull=False), name="case_silent"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="one_case_per_number"
            )
        ]

    def __str__(self) -> str:
        return self.number or self.title or self.uid


class Entry(models.Model):
    """日志: one act, as it was done. Never changed, never deleted."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="entries")
    seq = models.IntegerField()
    act = models.CharField(max_length=40)
    version = models.CharField(max_length=10)
    actors = models.JSONField()  # numbers in the register of persons
    names = models.JSONField()  # as they were called that day
    office = models.CharField(max_length=40)
    body = models.CharField(max_length=100, blank=True)
    region = models.CharField(max_length=12)
    happened_on = models.DateField()
    recorded_at = models.DateTimeField()
    about = models.JSONField()
    facts = models.JSONField()
    reason = models.TextField(blank=True)
    issued = models.JSONField(default=dict)
    before = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)
    request = models.CharField(max_length=64, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "seq"], name="one_entry_per_place"),
            models.UniqueConstraint(
                fields=["case", "request"], name="a_request_is_carried_out_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}#{self.seq} {self.act}"


class ClockRow(models.Model):
    """期限, as a row: today's clocks of an office are one index range."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="clocks")
    limit = models.CharField(max_length=40)
    about = models.CharField(max_length=80, blank=True)
    start = models.DateField()
    due = models.DateField(null=True)  # null: paused
    due_at = models.DateTimeField(null=True)  # to the hour, or the end of `due`
    stopped = models.DateField(null=True)
    is_running = models.BooleanField()
    lapse = models.CharField(max_length=12)
    owes = models.CharField(max_length=40)
    region = models.CharField(max_length=12)
    # Short name of the body that must act, where the subject belongs to one; "": any that owes it.
    body = models.CharField(max_length=100, blank=True, default="", db_default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "limit", "about"], name="one_clock")]
        indexes = [
            models.Index(
                fields=["owes", "region", "due_at", "id"],
                condition=Q(is_running=True),
                name="clock_today",
            )
        ]


class SubjectRow(models.Model):
    """A subject, as a row. `person_id` and `sees` carry what an assigned or recused officer may see."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="subjects")
    key = models.CharField(max_length=80)
    kind = models.CharField(max_length=40)
    state = models.CharField(max_length=40)
    since = models.DateField()
    name = models.CharField(max_length=200, blank=True)
    registry = models.CharField(max_length=20, blank=True)
    ref = models.CharField(max_length=60, blank=True)
    sees = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "key"], name="one_subject")]
        indexes = [
            # Whole, not partial: SQLite cannot tell that registry = 'person' implies NOT registry = ''.
            models.Index(fields=["registry", "ref", "case"], name="subject_in_register")
        ]


class ShareRow(models.Model):
    """A region beside the one in charge that may see the case: it sent it on, or is asked to take it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="shares")
    region = models.CharField(max_length=12)
    province = models.CharField(max_length=2)
    league = models.CharField(max_length=4)
    county = models.CharField(max_length=6)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "region"], name="one_share")]
        indexes = [models.Index(fields=["region"], name="share_region")]


class SlotRow(models.Model):
    """会签席位: who holds the paper — one row for each signature still awaited."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="slots")
    round = models.CharField(max_length=40)
    office = models.CharField(max_length=40)
    region = models.CharField(max_length=12)
    since = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "round", "office"], name="one_slot")]
        indexes = [models.Index(fields=["office", "region", "since"], name="slot_office")]


class Series(models.Model):
    """文号: the last number given out, per body, kind and year. A number is never given out twice."""

    body = models.CharField(max_length=40)
    kind = models.CharField(max_length=80)
    year = models.IntegerField()
    last = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "kind", "year"], name="one_series")]


class Secret(models.Model):
    """A sealed value. The journal holds a salted digest: erasing this row leaves the chain valid."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="secrets")
    field = models.CharField(max_length=60)
    salt = models.CharField(max_length=32)
    value = models.TextField()  # SM4-GCM

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "field"], name="one_secret")]


class Passage(models.Model):
    """正文: the content of a part of a text, under its digest. Many versions, stored once each."""

    digest = models.CharField(max_length=64, primary_key=True)
    content = models.TextField()


class StoredFile(models.Model):
    """附件: a file under the digest of its content."""

    digest = models.CharField(max_length=64, primary_key=True)
    name = models.CharField(max_length=200)
    size = models.BigIntegerField()
    content_type = models.CharField(max_length=100, blank=True)
    file = models.FileField(upload_to="files/%Y/%m")
    stored_at = models.DateTimeField()


class PaperFile(models.Model):
    """文书成品: a paper as it was first drawn. Asked for again, the same bytes are served."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="papers")
    form = models.CharField(max_length=4)  # docx or pdf
    template = models.CharField(
        max_length=200
    )  # which function, or which file of the operator, drew it
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="papers")
    drawn_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "form"], name="a_paper_is_drawn_once")
        ]


class CaseLink(models.Model):
    """移交、并案关系: one case led to another, or was merged into it."""

    source = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="led_to")
    target = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="came_from")
    seq = models.IntegerField()  # the entry of the source that did it
    kind = models.CharField(max_length=10, default="handover")  # or merge
    label = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "target", "seq"], name="one_link_per_entry_and_case"
            )
        ]


class Proposal(models.Model):
    """待共同办理: an act of two officers that one has proposed and the others have yet to confirm.

    It is no entry: nothing has happened until everybody named has confirmed by a sign-in of their own.
    """

    uid = models.CharField(max_length=16, unique=True, default=new_uid, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="proposals")
    act = models.CharField(max_length=40)
    ref = models.CharField(max_length=60)
    name = models.CharField(max_length=100)
    sealed = models.TextField()  # actor, facts, subjects, reason: sealed, as facts may be secret
    happened_on = models.DateField()
    proposed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # carried out, declined or withdrawn
    outcome = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["case"], condition=Q(ended_at__isnull=True), name="proposal_pending"
            )
        ]


class CoSignature(models.Model):
    """共同办理人确认: one second officer of a proposal, and when they confirmed."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="cosignatures")
    ref = models.CharField(max_length=60)
    name = models.CharField(max_length=100)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proposal", "ref"], name="one_cosignature_each")
        ]
        indexes = [
            models.Index(
                fields=["ref"], condition=Q(confirmed_at__isnull=True), name="cosignature_waiting"
            )
        ]


class CalendarNotice(models.Model):
    """放假通知: one loaded after the program was released; it stands above what the package knows."""

    year = models.IntegerField(primary_key=True)
    document = models.CharField(max_length=100)
    content = models.TextField()  # the notice as YAML, as it was loaded
    loaded_at = models.DateTimeField()
    loaded_by = models.CharField(max_length=100, blank=True)


class Sighting(models.Model):
    """查阅记录: who looked at what. Views of personal or sealed data are kept, and never changed."""

    person = models.ForeignKey(
        "registry.Person", on_delete=models.PROTECT, related_name="sightings"
    )
    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, related_name="sightings")
    at = models.DateTimeField()
    what = models.CharField(max_length=20)  # case, list, export, search, sealed, file, register
    detail = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["case", "-at"], name="sighting_case"),
            models.Index(fields=["person", "-at"], name="sighting_person"),
        ]


class Notice(models.Model):
    """消息: something a person should know about a case."""

    person = models.ForeignKey("registry.Person", on_delete=models.CASCADE, related_name="notices")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, related_name="notices")
    at = models.DateTimeField()
    text = models.CharField(max_length=300)
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person", "-at"], name="notice_person")]


class SearchRow(models.Model):
    """检索: the words of a case, cut for search; see `grams`. The database keeps an index over it.

    `wide`, `middle` and `near` are what stands before each word for the region, the league and the county:
    the index holds the words once for each, so that scope is part of the word.
    """

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="search")
    words = models.TextField()
    sounds = models.TextField()
    wide = models.CharField(max_length=60)
    middle = models.CharField(max_length=60)
    near = models.CharField(max_length=60)


class DailyRoot(models.Model):
    """每日根: the Merkle root over the heads of all chains at the end of a day, to be published."""

    day = models.DateField(primary_key=True)
    root = models.CharField(max_length=64)
    cases = models.IntegerField()
    made_at = models.DateTimeField()


class RootBlock(models.Model):
    """A stretch of the tree under a daily root, so that a proof folds one stretch and not all cases."""

    root = models.ForeignKey(DailyRoot, on_delete=models.CASCADE, related_name="blocks")
    place = models.IntegerField()
    first = models.CharField(max_length=16)  # the uid its first case has
    node = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["root", "place"], name="one_block")]


class OfflineReceipt(models.Model):
    """离线收讫: something a device made without a network, taken in once. Whatever is sent again is answered the same."""

    person = models.ForeignKey("registry.Person", on_delete=models.CASCADE)
    request = models.CharField(max_length=64)  # made on the device
    case = models.ForeignKey(Case, null=True, on_delete=models.CASCADE)
    answer = models.JSONField()
    received_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "request"], name="received_once")]


from .arriving import Attempt as Attempt  # noqa: E402  # Django looks for tables here
from .arriving import UnsentDraft as UnsentDraft  # noqa: E402
from .arriving import Upload as Upload  # noqa: E402
