/* What the server knows, as last heard: people, groups, bots, the clock. Panes hold the messages. */

import { get } from "./api.js";

const PRESENT = new Set(["creator", "administrator", "member", "restricted"]);

export class World {
  constructor() {
    this.people = new Map();
    this.groups = new Map();
    this.bots = new Map();
    this.unreads = new Map();
    this.clock = null;
    this.settings = null;
    this.seq = 0;
    this.skew = 0;
  }

  /** Read everything anew. */
  async load() {
    const state = await get("state");
    this.seq = state.seq;
    this.people = byId(state.people);
    this.groups = byId(state.groups);
    this.bots = byId(state.bots);
    this.settings = state.settings;
    this.unreads = new Map();
    for (const person of state.people) {
      for (const chat of person.chats ?? []) this.unreads.set(`${person.id}/${chat.id}`, chat.unread ?? 0);
    }
    this.setClock(state.clock);
  }

  setClock(clock) {
    this.clock = clock;
    this.skew = Date.parse(clock.now) - Date.now();
  }

  /** The server's time now. */
  now() {
    return this.clock?.frozen ? new Date(this.clock.now) : new Date(Date.now() + this.skew);
  }

  /** Take in an event of the stream. */
  take(event) {
    if (event.seq > this.seq) this.seq = event.seq;
    if (event.kind === "person") this.people.set(event.person.id, { ...this.people.get(event.person.id), ...event.person });
    else if (event.kind === "group") this.groups.set(event.group.id, event.group);
    else if (event.kind === "bot") this.bots.set(event.bot.id, event.bot);
    else if (event.kind === "clock") this.setClock(event.clock);
    else if (event.kind === "settings") this.settings = event.settings;
    else if (event.kind === "message") this.countUnread(event);
    else if (event.kind === "read") this.unreads.set(`${event.people[0]}/${event.chat}`, 0);
  }

  countUnread(event) {
    for (const person of event.people) {
      const key = `${person}/${event.chat}`;
      if (event.message.from?.id !== person) this.unreads.set(key, this.unread(person, event.chat) + 1);
    }
  }

  unread(person, chat) {
    return this.unreads.get(`${person}/${chat}`) ?? 0;
  }

  /** The chats of a person, for the switcher: bots first, then groups. */
  chatsOf(person) {
    const bots = [...this.bots.values()].filter((bot) => !bot.revoked);
    const groups = [...this.groups.values()].filter((group) => !group.migrated_to && this.isMember(group, person));
    const known = [
      ...bots.map((bot) => ({ id: bot.id, kind: "private", title: bot.name })),
      ...groups.map((group) => ({ id: group.id, kind: group.kind, title: group.title })),
    ];
    const ids = new Set(known.map((chat) => chat.id));
    const others = (this.people.get(person)?.chats ?? []).filter((chat) => chat.id > 0 && !ids.has(chat.id) && this.people.has(chat.id));
    return [...known, ...others].map((chat) => ({ ...chat, unread: this.unread(person, chat.id) }));
  }

  isMember(group, person) {
    return group.members.some((member) => member.id === person && PRESENT.has(member.status));
  }

  /** The people of a group, bots left out. */
  membersOf(group) {
    return group.members.filter((m) => PRESENT.has(m.status) && this.people.has(m.id)).map((m) => this.people.get(m.id));
  }

  /** A name for anyone or any chat, or "". */
  nameOf(id) {
    const someone = this.people.get(id) ?? this.bots.get(id);
    return someone?.name ?? this.groups.get(id)?.title ?? "";
  }

  botNamed(username) {
    return [...this.bots.values()].find((bot) => bot.username.toLowerCase() === username.toLowerCase());
  }
}

const byId = (list) => new Map(list.map((item) => [item.id, item]));
