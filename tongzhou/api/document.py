"""接口说明 — the OpenAPI document, made from what the lines ask; nobody writes it by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from django.conf import settings

from tongzhou import __version__
from tongzhou.columns import jobs
from tongzhou.procedure import catalogue

REF = "#/components/schemas/{name}"
REFUSALS = {
    "400": "不是 JSON，或缺少 Idempotency-Key",
    "401": "没有令牌，或令牌无效、已吊销、已过期",
    "403": "令牌不含这项业务或这个地区",
    "404": "没有这个编号，或不在令牌的范围内",
    "409": "同一 Idempotency-Key 已用于其他内容",
    "413": "内容超过 1 MB",
    "422": "内容不合要求；fields 逐项说明",
    "429": "调用过于频繁，按 Retry-After 秒后再试",
}


def _of_files() -> dict[str, str]:
    """Return what a refusal of a file means, where it is not what it means elsewhere."""
    return {
        "400": "没有用 period 写明所属期",
        "409": "同一份文件已由其他系统或者在数据台报送，没有重复处理",
        "413": f"文件超过 {max(settings.TABLE_MB, settings.UPLOAD_MB)} MB，请分开报送，或另存为 Parquet",
        "422": "文件是空的，或者所属期不合要求；message 说明",
    }


def openapi() -> dict[str, Any]:
    """Return the document, plain JSON types."""
    ways = catalogue.open_to_outside()
    books = catalogue.open_records()
    shapes = [w.asks for w in ways.values()]
    shapes += [shape for b in books.values() for shape in (b.asks, b.gives)]
    _refs, schemas = msgspec.json.schema_components(shapes, ref_template=REF)
    schemas |= {"Status": STATUS, "Refusal": REFUSAL, "Delivery": DELIVERY}
    paths: dict[str, Any] = {}
    for code, way in sorted(ways.items()):
        title = catalogue.newest(code).title
        paths[f"/api/v1/cases/{code}/"] = {"post": _opening(code, title, way.asks.__name__)}
        paths[f"/api/v1/cases/{code}/{{number}}/"] = {"get": _asking(code, title)}
    for code, book in sorted(books.items()):
        paths[f"/api/v1/records/{code}/"] = _records(code, book)
    for table in jobs.open_tables():
        paths[f"/api/v1/files/{table}/"] = {"post": _file(table)}
    if jobs.open_tables():
        paths["/api/v1/deliveries/{number}/"] = {"get": _delivery()}
    return {
        "openapi": "3.1.0",
        "info": {"title": "同舟 Tongzhou 接口", "version": __version__},
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{"token": []}],
    }


def _answers(codes: tuple[str, ...], words: Mapping[str, str] = REFUSALS) -> dict[str, Any]:
    refusal = {"application/json": {"schema": {"$ref": "#/components/schemas/Refusal"}}}
    return {c: {"description": words.get(c, REFUSALS[c]), "content": refusal} for c in codes}


def _good(words: str) -> dict[str, Any]:
    status = {"application/json": {"schema": {"$ref": "#/components/schemas/Status"}}}
    return {"description": words, "content": status}


def _opening(code: str, title: str, asks: str) -> dict[str, Any]:
    return {
        "operationId": f"open_{code.replace('.', '_')}",
        "summary": f"登记{title}",
        "parameters": [
            {
                "name": "Idempotency-Key",
                "in": "header",
                "required": True,
                "schema": {"type": "string", "minLength": 1, "maxLength": 100},
            }
        ],
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{asks}"}}},
        },
        "responses": {
            "201": _good("已登记"),
            "200": _good("同一请求或同一编号此前已登记"),
            **_answers(("400", "401", "403", "409", "413", "422", "429")),
        },
    }


def _asking(code: str, title: str) -> dict[str, Any]:
    return {
        "operationId": f"ask_{code.replace('.', '_')}",
        "summary": f"按来源编号查询{title}的进度",
        "parameters": [
            {"name": "number", "in": "path", "required": True, "schema": {"type": "string"}}
        ],
        "responses": {"200": _good("进度"), **_answers(("401", "403", "404", "429"))},
    }


def _file(table: str) -> dict[str, Any]:
    kinds = ("text/csv", "application/octet-stream")
    open_table = jobs.open_table(table)
    title = open_table("").title if open_table else table
    return {
        "operationId": f"send_{table.replace('.', '_')}",
        "summary": f"成批报送{title}（{table}）：CSV、XLSX 或 Parquet 文件作为请求体",
        "parameters": [
            {
                "name": "period",
                "in": "query",
                "required": True,
                "schema": {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"},
            },
            {
                "name": "X-File-Name",
                "in": "header",
                "required": False,
                "description": "文件名，显示在批次上",
                "schema": {"type": "string", "maxLength": 100},
            },
        ],
        "requestBody": {
            "required": True,
            "content": {k: {"schema": {"type": "string", "format": "binary"}} for k in kinds},
        },
        "responses": {
            "202": _account("已收到，等候处理"),
            "200": _account("这份文件此前已报送；当时的结果"),
            **_answers(("400", "401", "403", "409", "413", "422", "429"), _of_files()),
        },
    }


def _delivery() -> dict[str, Any]:
    number = {"name": "number", "in": "path", "required": True, "schema": {"type": "string"}}
    return {
        "operationId": "ask_delivery",
        "summary": "查询一个批次：对账、各项问题、前 200 个退回的行（内容已遮盖）",
        "parameters": [number],
        "responses": {"200": _account("批次"), **_answers(("401", "404", "429"))},
    }


def _account(words: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Delivery"}
    return {"description": words, "content": {"application/json": {"schema": schema}}}


def _records(code: str, book: catalogue.Records) -> dict[str, Any]:
    name = code.replace(".", "_")
    given = {"$ref": f"#/components/schemas/{book.gives.__name__}"}
    asked = {"$ref": f"#/components/schemas/{book.asks.__name__}"}
    many = {
        "type": "object",
        "properties": {
            "rows": {"type": "array", "items": given},
            "next": {"type": ["integer", "null"]},
        },
        "required": ["rows", "next"],
    }

    def good(words: str, schema: dict[str, Any]) -> dict[str, Any]:
        return {"description": words, "content": {"application/json": {"schema": schema}}}

    def param(name: str, schema: dict[str, Any], *, required: bool) -> dict[str, Any]:
        return {"name": name, "in": "query", "required": required, "schema": schema}

    return {
        "post": {
            "operationId": f"state_{name}",
            "summary": f"报送{book.label}（同样的内容再报一次，仍是同一条）",
            "requestBody": {"required": True, "content": {"application/json": {"schema": asked}}},
            "responses": {
                "201": good("新登记", given),
                "200": good("已有登记，或已办理", given),
                **_answers(("400", "401", "403", "413", "422", "429")),
            },
        },
        "get": {
            "operationId": f"read_{name}",
            "summary": f"查询一家单位的{book.label}，一次一百条",
            "parameters": [
                param("subject", {"type": "string", "minLength": 1}, required=True),
                param("after", {"type": "integer", "minimum": 0}, required=False),
            ],
            "responses": {"200": good("登记内容", many), **_answers(("400", "401", "403", "429"))},
        },
    }


STATUS: dict[str, Any] = {
    "type": "object",
    "properties": {
        "number": {"type": "string", "title": "本系统编号"},
        "external": {"type": "string", "title": "来源编号"},
        "state": {"type": "string", "title": "状态"},
        "words": {"type": "string", "title": "状态说明"},
        "is_open": {"type": "boolean", "title": "是否在办"},
        "opened_on": {"type": "string", "format": "date", "title": "登记日期"},
        "due": {"type": ["string", "null"], "format": "date", "title": "最近的法定届满日"},
        "closed_on": {"type": ["string", "null"], "format": "date", "title": "办结日期"},
        "outcome": {"type": "string", "title": "办理结果"},
        "answer": {"type": "string", "title": "反馈内容"},
    },
    "required": ["number", "external", "state", "words", "is_open", "opened_on"],
}
ROWS: dict[str, Any] = {"type": "integer", "minimum": 0}
DELIVERY: dict[str, Any] = {
    "type": "object",
    "properties": {
        "number": {"type": "string", "title": "批次号"},
        "table": {"type": "string"},
        "period": {"type": "string"},
        "state": {"type": "string", "enum": ["waiting", "loading", "done", "broken"]},
        "why": {"type": "string", "title": "中途停止的原因"},
        "sent": ROWS,
        "landed": ROWS,
        "rejected": ROWS,
        "duplicate": ROWS,
        "reconciled": {"type": "boolean", "title": "报送 = 入库 + 退回 + 重复"},
        "sums": {"type": "object"},
        "faults": {"type": "object", "additionalProperties": ROWS},
        "checksum": {"type": "string", "title": "SHA-256"},
        "problems": {"type": "array", "items": {"type": "object"}},
        "rows": {"type": "array", "items": {"type": "object"}},
    },
    "required": ["number", "table", "period", "state", "sent", "landed", "rejected", "duplicate"],
}
REFUSAL: dict[str, Any] = {
    "type": "object",
    "properties": {
        "error": {
            "type": "object",
            "properties": {
                "code": {"type": "string"},
                "message": {"type": "string"},
                "fields": {"type": "object", "additionalProperties": {"type": "string"}},
            },
            "required": ["code", "message"],
        }
    },
    "required": ["error"],
}
