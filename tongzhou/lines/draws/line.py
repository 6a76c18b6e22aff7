"""The line as the catalogue knows it."""

from __future__ import annotations

from tongzhou.procedure.catalogue import Columns, Line, Panel

from . import rules
from .documents import DOCUMENTS
from .models import DrawBatch, Drawn
from .offices import CLERK, HEAD, WITNESS
from .procedure import BATCH

LINE = Line(
    "draws",
    "双随机抽查",
    "dices",
    procedures=(BATCH,),
    columns={
        BATCH.code: (
            Columns(DrawBatch, "", rules.batch_rows),
            Columns(Drawn, "key", rules.drawn_rows),
        )
    },
    panels=(
        Panel(
            "work",
            "双随机抽查",
            "dices",
            "tongzhou.lines.draws.urls",
            offices=(CLERK, HEAD, WITNESS),
            index="draws:board",
        ),
        Panel(
            "public",
            "双随机抽查公示",
            "dices",
            "tongzhou.lines.draws.portal_urls",
            counter="portal",
            index="draws-public:batches",
            about="抽查名录、抽取过程和结果，任何人都可以重算核验",
        ),
    ),
    case_panels={BATCH.code: "draws/panel.html"},
    act_pages={
        BATCH.code: {
            "plan": "draws:plan",
            "amend": "draws:amend",
            "freeze": "draws:freeze",
            "commit": "draws:commit",
            "reveal": "draws:reveal",
            "draw": "draws:room",
            "substitute": "draws:result",
            "dispatch": "draws:result",
            "record_result": "draws:result",
            "publish": "draws:result",
        }
    },
    documents=DOCUMENTS,
)
