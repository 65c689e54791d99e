"""`/importer`: a coordinator sends a list; each line is shown with what will happen, one tap imports exactly that."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from handlers.buttons import button
from handlers.context import Context, message, notify
from handlers.home.waiting import Waiting
from handlers.imports.reading import ReadList
from handlers.routing import Command, Job, Made, Plain, Press, Route, Viewer
from locales import spreadsheet, texts
from locales.fr.member_list import MAX_BYTES, model
from storage import files, import_lines, imports, messages
from storage.choices import Choices
from storage.files import File
from storage.ids import Subject
from storage.import_lines import Counts, Shown
from storage.imports import Import, ImportState
from storage.outbox import Attachment, Button, Message
from storage.people import Person, Role
from storage.permissions import Action, Verdict, check
from storage.store import Unit

CARD, PROGRESS = "imports/card", "imports/under_way"
MODEL, REPORT = "imports/model", "imports/report"
PAGE = 6
ENDINGS = (".csv", ".tsv", ".txt")
MEDIA = frozenset({"text/csv", "application/csv", "text/tab-separated-values", "text/comma-separated-values"})
SHEETS = (".xlsx", ".xls", ".ods", ".numbers")


UNDER_WAY = frozenset({ImportState.FETCHING, ImportState.READING, ImportState.RUNNING})


async def explain(ctx: Context) -> None:
    """What a list may hold, with a model to fill in."""
    keyboard = [[button("imports.model", "immodel")], [button("menu.menu", "menu")]]
    await ctx.show("imports/explain", keyboard, lines=ctx.choices.import_lines)


async def send_model(ctx: Context) -> None:
    """The model, as a file."""
    what = message("imports/model_sent").model_copy(update={"attachment": Attachment(make=MODEL)})
    await ctx.send(what)


async def make_model(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Made | None:
    """The file to fill in."""
    return Made("modele-membres.csv", spreadsheet.written(model()))


async def received(ctx: Context) -> bool:
    """A document that is a list, sent by who may import one."""
    sent = ctx.message.document if ctx.message is not None else None
    if sent is None or await check(ctx.unit, ctx.person, Action.IMPORT_PEOPLE) is not Verdict.ALLOWED:
        return False
    name, size = (sent.file_name or "").lower(), sent.file_size or 0
    if name.endswith(SHEETS):
        await ctx.say("imports/unreadable", [[button("imports.model", "immodel")]], why="spreadsheet")
        return True
    if not name.endswith(ENDINGS) and sent.mime_type not in MEDIA:
        return False
    if size > MAX_BYTES:
        await ctx.say("imports/unreadable", [[button("imports.model", "immodel")]], why="size")
        return True
    file = await files.want(ctx.unit, ctx.me.id, "list.csv", files.LIST, size, sent.file_id, ctx.bot.id)
    await imports.begin(ctx.unit, ctx.me.id, file)
    await ctx.say("imports/received")
    return True


async def _show(ctx: Context, number: int, page: int = 0, doubts: int = 0) -> None:
    what = message(CARD, number=number, page=page, doubts=doubts)
    await ctx.display(what, subject=Subject("import", number), is_card=True)


async def came(unit: Unit, file: File, read: ReadList) -> None:
    """The bytes of a list came and were read; nothing of the file itself is kept."""
    await files.given_up(unit, file.id)
    found = await imports.of_file(unit, file.id)
    if found is None:
        return
    if read.trouble is not None:
        await imports.move(unit, found, ImportState.UNREADABLE, None, read.trouble)
    else:
        await imports.take_lines(unit, found, read.file_hash, read.lines, read.unknown)
        await imports.look(unit, await imports.get(unit, found.id))  # of a short list all of it, at once
    await _send(unit, await imports.get(unit, found.id))


async def _send(unit: Unit, found: Import) -> None:
    """Send where an import stands, as a new message: a card on its way would miss what changes meanwhile."""
    if found.started_by is not None:
        name = PROGRESS if found.state in UNDER_WAY else CARD
        await notify(
            unit, found.started_by, message(name, number=found.id), subject=Subject("import", found.id), is_card=True,
            key=f"import:{found.id}:{found.state}",
        )  # fmt: skip


# The cards: how far it is; every line with what will happen, then what became of it.


async def progress(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """How far an import (`number`) is."""
    if await check(unit, viewer.person, Action.IMPORT_PEOPLE) is not Verdict.ALLOWED:
        return None
    found = await imports.get(unit, context["number"])
    counted = await import_lines.counts(unit, found.id)
    running = found.state in (ImportState.RUNNING, ImportState.DONE)
    done = counted.over if running else counted.looked
    return message("imports/progress", running=running, done=done, total=counted.total)


async def card(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Message | None:
    """An import (`number`, `page`, `doubts`: only lines in doubt), for who may import."""
    subject = Subject("import", context["number"])
    if not viewer.private or await check(unit, viewer.person, Action.IMPORT_PEOPLE, subject) is not Verdict.ALLOWED:
        return None
    found = await imports.get(unit, subject.id)
    counted = await import_lines.counts(unit, found.id)
    if found.state is ImportState.UNREADABLE:
        return message("imports/unreadable", [[button("imports.model", "immodel")]], why=found.why)
    if found.state in UNDER_WAY:
        return await progress(unit, viewer, context)
    if found.state is ImportState.ABANDONED:
        return message("imports/abandoned")
    page, doubts = max(int(context.get("page", 0)), 0), int(context.get("doubts", 0))
    lines = await import_lines.page(unit, found.id, doubts=bool(doubts), limit=PAGE + 1, offset=page * PAGE)
    return message(
        "imports/lines",
        _buttons(found, counted, lines, page, doubts),
        state=found.state,
        counts=counted.model_dump(),
        lines=[one.model_dump(mode="json") for one in lines[:PAGE]],
        unknown=list(found.unknown[:10]),
        doubts=bool(doubts),
        page=page + 1,
    )


def _buttons(found: Import, counted: Counts, lines: list[Shown], page: int, doubts: int) -> list[list[Button]]:
    ready = found.state is ImportState.READY
    asked = [one for one in lines[:PAGE] if ready and one.outcome == "ask"]
    keyboard = [_decisions(found, one, page, doubts) for one in asked]
    arrows = [button("lists.previous", "impage", found.id, page - 1, doubts)] if page else []
    if len(lines) > PAGE:
        arrows.append(button("lists.next", "impage", found.id, page + 1, doubts))
    label = "imports.all" if doubts else "imports.doubts"
    keyboard += [
        arrows,
        [button(label, "impage", found.id, 0, 1 - doubts), button("imports.report", "imreport", found.id)],
    ]
    if ready and counted.create + counted.change:
        count = counted.create + counted.change
        keyboard.append([button("imports.run", "imrun", found.id, found.mark, count=count)])
    return [*keyboard, [button("imports.give_up", "imstop", found.id)]] if ready else keyboard


def _decisions(found: Import, one: Shown, page: int, doubts: int) -> list[Button]:
    same = [button("imports.same", "imdecide", found.id, one.number, 1, page * 2 + doubts, number=one.number,
                   ticked=one.decision == "same")] if one.known else []  # fmt: skip
    other = button(
        "imports.other", "imdecide", found.id, one.number, 0, page * 2 + doubts, number=one.number,
        ticked=one.decision == "other",
    )  # fmt: skip
    return [*same, other]


async def turn(ctx: Context, number: int, page: int, doubts: int) -> None:
    """Another page, or only the lines in doubt."""
    await _show(ctx, number, page, doubts)


async def decide(ctx: Context, number: int, line: int, same: int, where: int) -> None:
    """«La même personne», «Une autre»."""
    found = await imports.get(ctx.unit, number)
    if not await imports.decide(ctx.unit, found, line, "same" if same else "other"):
        await ctx.toast("imports/decided_already", alert=True)
    await _show(ctx, number, where // 2, where % 2)


async def run(ctx: Context, number: int, mark: int) -> None:
    """Import what was shown: the file is the one that was shown, and nobody sent another since."""
    found = await imports.get(ctx.unit, number)
    if found.mark != mark or not await imports.move(ctx.unit, found, ImportState.RUNNING, ctx.me.id):
        await ctx.toast("imports/decided_already", alert=True)
    else:
        await imports.go_on(ctx.unit, await imports.get(ctx.unit, number), ctx.choices)
        await messages.touch(ctx.unit, Subject("import", number))
    await _show(ctx, number)


async def give_up(ctx: Context, number: int) -> None:
    """Nothing is imported, and nothing of the list is kept."""
    found = await imports.get(ctx.unit, number)
    if not await imports.move(ctx.unit, found, ImportState.ABANDONED, ctx.me.id):
        await ctx.toast("imports/decided_already", alert=True)
    await _show(ctx, number)


async def send_report(ctx: Context, number: int) -> None:
    """Every line and what happens to it, as a file."""
    what = message("imports/report_sent").model_copy(
        update={"attachment": Attachment(make=REPORT, context={"number": number}), "protect": True}
    )
    await ctx.send(what)


async def make_report(unit: Unit, viewer: Viewer, context: dict[str, Any]) -> Made | None:
    """The file of all lines; no cell of it is a formula."""
    subject = Subject("import", context["number"])
    if viewer.person is None or await check(unit, viewer.person, Action.IMPORT_PEOPLE, subject) is not Verdict.ALLOWED:
        return None
    found = await imports.get(unit, subject.id)
    language = viewer.person.language
    rows = [
        [str(one.number), one.name, texts.plain(language, "imports/line", {"line": one.model_dump(mode="json")})]
        for one in await import_lines.page(unit, found.id, doubts=False, limit=100_000)
    ]
    return Made(f"import-{found.id}.csv", spreadsheet.written(rows))


# The clock's work.


async def work(unit: Unit, choices: Choices) -> bool:
    """A portion of the import under way; whether more is left."""
    await imports.give_up_old(unit, timedelta(days=choices.form_days))
    found = await imports.busy(unit)
    if found is None:
        return False
    more = (
        await imports.look(unit, found)
        if found.state is ImportState.READING
        else await imports.go_on(unit, found, choices)
    )
    await messages.touch(unit, Subject("import", found.id))
    if not more:
        await _send(unit, await imports.get(unit, found.id))
    return True


async def waiting(unit: Unit, person: Person) -> list[Waiting]:
    """A list that was looked at and waits for their word."""
    found = await imports.waiting_of(unit, person.id) if person.has(Role.COORDINATOR) else None
    return (
        [Waiting("imports.waits", button("", "impage", found.id, 0, 0).press or "", since=found.created_at)]
        if found
        else []
    )


VIEWS = {CARD: card, PROGRESS: progress}
MAKERS = {MODEL: make_model, REPORT: make_report}
WAITING = waiting
JOBS = (Job("imports", work),)
_I = Action.IMPORT_PEOPLE
ROUTES: tuple[Route, ...] = (
    Command("importer", explain, _I),
    Plain(received, order=5),
    Press("immodel", send_model, _I),
    Press("impage", turn, _I, subject="import"),
    Press("imdecide", decide, _I, subject="import"),
    Press("imrun", run, _I, subject="import"),
    Press("imstop", give_up, _I, subject="import"),
    Press("imreport", send_report, _I, subject="import"),
)
