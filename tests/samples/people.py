"""Sample contexts of the messages about people, households, invitations, groups, and of the screens around them."""

from __future__ import annotations

from itertools import product
from typing import Any

NAME = "Marie-Antoinette de La Rochefoucauld-Montmorency & Fils <3"
LONG = "Un projet bien long, avec des « guillemets » & des <chevrons>. " * 30
LATER, DAY = "2027-03-08T09:00:00+00:00", "2027-03-01T09:00:00+00:00"
ROLES = ["coach", "coordinator", "household", "partner", "supervisor", "volunteer"]
VERSIONS: dict[str, Any] = {
    "cooperative": "Coop’Ter",
    "charter": 1,
    "notice": 1,
    "charter_text": None,
    "notice_text": None,
}
OWN = {
    "charter_text": "Chez nous, <b>on rit</b> & on s’entraide.\n" * 30,
    "notice_text": "Nous gardons votre nom. " * 60,
}
PLAIN: list[dict[str, Any]] = [{}]
ASKED: list[dict[str, Any]] = [{"answers": {}}]

INVITED: list[dict[str, Any]] = [
    *(
        {"role": role, "works": [], "household": None, "joins": None}
        for role in ("household", "partner", "coach", "coordinator")
    ),
    {"role": "supervisor", "works": [], "household": None, "joins": None},
    {"role": "supervisor", "works": ["insulation", "plaster"], "household": None, "joins": None},
    {"role": None, "works": [], "household": NAME, "joins": None},
    *({"role": None, "works": [], "household": None, "joins": joins} for joins in (NAME, "Odette", "")),
]
PROFILE = {
    "person": NAME, "commune": "91338", "likes": ["cooking", "welcoming", "insulation"], "notifications": "all",
    "digest": None,
    "roles": ROLES, "works": ["insulation"], "households": [NAME], "membership": "valid", "season": 2026,
    "contact": NAME, "contact_end": "78",
}  # fmt: skip
BARE_PROFILE = PROFILE | {
    "commune": None, "likes": [], "notifications": "none", "roles": ["volunteer"], "works": [], "households": [],
    "membership": None, "contact": None, "contact_end": None,
}  # fmt: skip
REQUEST = {
    "household": NAME, "person": NAME, "commune": "91338", "built_year": 1948, "project": LONG, "state": "asked",
    "coach": None,
}  # fmt: skip
HOME = {
    "household": NAME, "project": LONG, "members": [NAME, "Paul"], "coach": "Inès", "cover": None, "commune": "91338",
    "built_year": 1948, "has_address": True, "has_access": True,
}  # fmt: skip
PERSON = {
    "person": NAME, "commune": "91338", "roles": ROLES, "works": ["insulation"], "households": [NAME],
    "membership": "asked", "excluded": None, "telegram": True, "unreachable": False, "accepted": True,
}  # fmt: skip
KINDS = (
    "other", "voice", "audio", "video", "video_note", "animation", "photo", "sticker", "document", "location",
    "contact", "poll", "dice",
)  # fmt: skip

SAMPLES: dict[str, list[dict[str, Any]]] = {
    "welcome/charter": [{**VERSIONS, "answers": {}}, {**VERSIONS, **OWN, "answers": {}}],
    "welcome/charter_again": [{**VERSIONS, "accepted": 1}, {**VERSIONS, "accepted": None}],
    "welcome/charter_new": [
        {**VERSIONS, "answers": {}, "news": news, "notice_news": news, "notice": notice}
        for news in ("", "Chacun porte un casque, même pour regarder & photographier.")
        for notice in (None, 1)
    ],
    "welcome/notice_new": [
        {"notice": 1, "news": "", "notice_text": None},
        {"notice": 2, "news": "Vos photos sont gardées un an.", "notice_text": OWN["notice_text"]},
    ],
    "welcome/renewed": PLAIN,
    "welcome/not_renewed": PLAIN,
    "welcome/consent_unclear": PLAIN,
    "welcome/declined": PLAIN,
    "welcome/later": PLAIN,
    "welcome/ready": [{"person": NAME}],
    "places/not_a_year": [{"said": "avant la guerre ?"}, {"said": LONG}],
    "places/unknown": [{"said": "Trifouillis <b>"}],
    "places/several": [{"said": "Saint", "count": 1}, {"said": "Saint", "count": 6}],
    "profile/ask_name": ASKED,
    "profile/ask_commune": ASKED,
    "profile/ask_likes": ASKED,
    "profile/ask_notifications": ASKED,
    "profile/name_unusable": [{"length": 60}],
    "profile/likes_unusable": [{"said": "rien"}],
    "profile/mine": [
        PROFILE,
        BARE_PROFILE,
        PROFILE | {"membership": "asked", "digest": True},
        PROFILE | {"digest": False},
        PROFILE | {"membership": "refused"},
    ],
    "profile/changed": PLAIN,
    "profile/ask_contact_name": ASKED,
    "profile/ask_contact_phone": ASKED,
    "profile/phone_unusable": PLAIN,
    "profile/contact_kept": [{"contact": NAME}],
    "profile/membership_asked": PLAIN,
    "memberships/waiting_notice": PLAIN,
    "memberships/queue": [
        {"lines": [], "total": 0, "page": 1, "more": False},
        {"lines": [{"person": NAME, "commune": None, "asked": DAY}], "total": 1, "page": 1, "more": False},
        {"lines": [{"person": NAME, "commune": "91338", "asked": DAY}] * 5, "total": 200, "page": 2, "more": True},
    ],
    "memberships/validated": PLAIN,
    "memberships/refused_toast": PLAIN,
    "memberships/decided_already": PLAIN,
    "memberships/you_are_valid": [{"season": 2026}],
    "memberships/you_are_refused": [{"season": 2026}],
    "memberships/confirm_all": [{"count": 1}, {"count": 12}],
    "memberships/validated_all": [{"count": 0}, {"count": 1}, {"count": 12}],
    "menu/main": [{"person": NAME, "waiting": 0}, {"person": "Léa", "waiting": 1}, {"person": "Léa", "waiting": 12}],
    "menu/more": PLAIN,
    "menu/what_to_cancel": [{"count": 1}, {"count": 3}],
    "menu/nothing_to_cancel": PLAIN,
    "invitations/choose": PLAIN,
    "invitations/ask_works": ASKED,
    "invitations/link": [
        {"link": "https://t.me/coopter_bot?start=i-AAAAAAAAAAAAAAAAAAAAAA", "expires": LATER, **one} for one in INVITED
    ],
    "invitations/list": [
        {"lines": []},
        {"lines": [{"opened_by": NAME, "expires": LATER, **one} for one in INVITED[:3]]},
        {"lines": [{"opened_by": None, "expires": LATER, **one} for one in INVITED]},
    ],
    "invitations/gone": PLAIN,
    "invitations/own": PLAIN,
    "invitations/wait": [{"inviter": NAME, **one} for one in INVITED],
    "invitations/opened": [{"person": "Léa", "account": NAME, **one} for one in INVITED]
    + [{"person": "Léa", "account": "Léa", **INVITED[0]}],
    "invitations/confirmed": [{"person": NAME, **one} for one in INVITED],
    "invitations/welcome": INVITED,
    "invitations/refused": INVITED,
    "invitations/refused_toast": PLAIN,
    "invitations/revoked": PLAIN,
    "invitations/decided_already": PLAIN,
    "invitations/made_already": PLAIN,
    "households/none": PLAIN,
    "households/asked_already": [{"household": NAME}],
    "households/asked": PLAIN,
    "households/ask_name": ASKED,
    "households/ask_commune": ASKED,
    "households/ask_project": ASKED,
    "households/ask_year": ASKED,
    "households/ask_address": ASKED,
    "households/ask_access": ASKED,
    "households/name_unusable": [{"length": 60}],
    "households/text_unusable": [{"length": 300}],
    "households/summary": [
        {"answers": {"name": NAME, "commune": "91338", "project": LONG, "built_year": 1948}},
        {"answers": {"name": "Nous", "commune": "91338", "project": "Isoler", "built_year": None}},
    ],
    "households/request": [
        REQUEST,
        REQUEST | {"person": None, "commune": None, "built_year": None, "project": None},
        *[REQUEST | {"state": state} for state in ("active", "refused", "finished", "left")],
        REQUEST | {"state": "active", "coach": NAME},
    ],
    "households/accepted": [{"household": NAME, "coach": None}, {"household": NAME, "coach": "Inès"}],
    "households/accepted_toast": PLAIN,
    "households/refused": PLAIN,
    "households/refused_toast": PLAIN,
    "households/decided_already": PLAIN,
    "households/in_one_already": PLAIN,
    "households/choose_coach": [{"household": NAME, "count": 0}, {"household": NAME, "count": 3}],
    "households/coach_set": [{"coach": NAME}],
    "households/you_follow": [{"household": NAME}],
    "households/mine": [
        HOME,
        HOME | {"cover": NAME},
        HOME
        | {
            "project": None,
            "members": ["Léa"],
            "coach": None,
            "commune": None,
            "built_year": None,
            "has_address": False,
            "has_access": False,
        },
    ],
    "households/list": [
        {"waiting": 0, "count": 0, "page": 1},
        {"waiting": 1, "count": 1, "page": 1},
        {"waiting": 7, "count": 6, "page": 2},
    ],
    "groups/asked": [{"title": NAME, "person": NAME}, {"title": NAME, "person": None}],
    "groups/to_approve": [{"days": 1}, {"days": 7}],
    "groups/hello": [{"cooperative": "Coop’Ter"}],
    "groups/approved_toast": PLAIN,
    "groups/refused_toast": PLAIN,
    "groups/decided_already": PLAIN,
    "groups/group": [{"title": NAME, "state": state} for state in ("asked", "approved", "refused", "gone")],
    "groups/list": [{"count": 0}, {"count": 1}, {"count": 4}],
    "directory/list": [{"count": 0, "page": 1}, {"count": 6, "page": 3}],
    "directory/found": [
        {"count": 0, "words": NAME, "more": False},
        {"count": 1, "words": "lea", "more": False},
        {"count": 6, "words": "lea", "more": True},
    ],
    "directory/ask_words": ASKED,
    "directory/words_unusable": PLAIN,
    "directory/person": [
        PERSON,
        PERSON | {"commune": None, "roles": ["volunteer"], "works": [], "households": [], "membership": None},
        PERSON | {"excluded": DAY},
        PERSON | {"accepted": False, "telegram": False},
        PERSON | {"unreachable": True, "membership": "valid"},
    ],
    "directory/roles": [{"person": NAME}],
    "directory/role_as_is": PLAIN,
    "directory/role_given": PLAIN,
    "directory/role_taken": PLAIN,
    "directory/last_coordinator": PLAIN,
    "directory/you_have_role": [{"role": role} for role in ROLES],
    "directory/role_ended": [{"role": role} for role in ROLES],
    "directory/ask_works": ASKED,
    "directory/qualified": PLAIN,
    "directory/confirm_exclusion": [{"person": NAME}],
    "directory/not_excluded": PLAIN,
    "directory/excluded": PLAIN,
    "directory/you_are_excluded": [{"cooperative": "Coop’Ter"}],
    "directory/readmitted": PLAIN,
    "directory/you_are_back": PLAIN,
    "help/main": [{"roles": ["volunteer"]}, {"roles": ROLES}],
    "help/stranger": [{"cooperative": "Coop’Ter"}],
    "help/group": PLAIN,
    "unknown/text": PLAIN,
    "unknown/other": [{"kind": kind} for kind in KINDS],
    "unknown/forwarded": PLAIN,
    "unknown/stranger": PLAIN,
    **{
        f"refused/{why}": PLAIN
        for why in ("old_button", "unknown_command", "private_only", "charter", "excluded", "role", "scope", "gone")
    },
    **{
        f"forms/{what}": PLAIN
        for what in ("cancelled", "over", "answered_already", "use_summary", "use_buttons", "use_words")
    },
    "forms/wrong_kind": [
        {"kind": kind, "takes": takes}
        for kind, takes in product(("text", *KINDS), (["text"], ["document", "photo"], ["contact", "text"]))
    ],
    "forms/surely_cancel": PLAIN,
    "forms/what_to_correct": PLAIN,
    "language/ask": PLAIN,
    "language/changed": PLAIN,
    "about/description": PLAIN,
    "about/short": PLAIN,
}

COUNTS: list[dict[str, Any]] = [{"count": count} for count in (0, 1, 12)]
LABEL_SAMPLES: dict[str, list[dict[str, Any]]] = {
    "places.commune": [{"insee": "91338"}],
    "profile.this_name": [{"person": NAME}],
    "profile.work": [{"work": "insulation"}, {"work": "straw_bale"}],
    "memberships.validate": [{"person": NAME}],
    "memberships.validate_all": COUNTS,
    "memberships.yes_all": COUNTS,
    "menu.all_waiting": COUNTS,
    "invitations.list": COUNTS,
    "invitations.confirm_numbered": [{"number": 1}],
    "invitations.refuse_numbered": [{"number": 1}],
    "invitations.revoke": [{"number": 1}],
    "households.coach": [{"person": NAME}],
    "households.listed_asked": [{"household": NAME}],
    "households.listed_active": [{"household": NAME}],
    "groups.asked": [{"title": NAME}],
    "groups.approved": [{"title": NAME}],
    "groups.refused": [{"title": NAME}],
    "directory.person": [{"person": NAME, "roles": ROLES}, {"person": "Léa", "roles": ["coach"]}],
}
