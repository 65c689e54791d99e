/* A phone: one person's chats, or one group through one person's eyes. */

import { act, get } from "./api.js";
import { Composer } from "./composer.js";
import { el } from "./dom.js";
import { Heading } from "./heading.js";
import { follow, press } from "./links.js";
import { openMessageMenu } from "./message_menu.js";
import { Notices } from "./notices.js";
import { Thread } from "./thread.js";
import { words } from "./words.js";

const PRESS_MS = 10_000;
const TYPING_MS = 5_000;
const HISTORY = 200;

export class Pane {
  /** `key` is a person's id, or a group's (negative); `deck` is what holds the panes: hide(key), isVisible(key), announce. */
  constructor(world, key, deck) {
    Object.assign(this, { world, key, deck, isGroup: key < 0, view: null, chat: 0, loading: null, held: [] });
    this.viewer = this.isGroup ? (world.membersOf(world.groups.get(key))[0]?.id ?? 0) : key;
    this.pressing = new Map();
    this.notices = new Notices();
    this.thread = new Thread(this.hooks());
    this.composer = new Composer(this);
    this.heading = new Heading(this);
    const name = this.isGroup ? { "data-group": key } : { "data-person": key };
    const label = this.isGroup ? words.groupPane(this.title()) : words.phoneOf(this.title());
    const middle = el("div", { class: "middle" }, this.thread.node, this.notices.node);
    this.node = el("section", { class: "pane", "aria-label": label, "data-testid": "pane", ...name }, this.heading.node, middle, this.composer.node);
  }

  hooks() {
    return {
      press: (message, item, node) => press(this, message, item, node),
      menu: (message, anchor) => openMessageMenu(this, message, anchor),
      jump: (id) => this.thread.jump(id),
      link: (url) => follow(this, url),
      command: (text) => this.act("text", { text }),
      vote: (message, options) => this.vote(message, options),
      react: (message, emoji) => this.act("react", { message: message.id, emoji }),
    };
  }

  title() {
    return this.world.nameOf(this.key) || "…";
  }

  caption() {
    return this.isGroup ? "" : (this.world.people.get(this.key)?.about ?? "");
  }

  group() {
    return this.world.groups.get(this.key);
  }

  visible() {
    return !document.hidden && this.deck.isVisible(this.key);
  }

  /** How many messages wait in chats that are not before one's eyes. */
  waiting() {
    const chats = this.isGroup ? [{ id: this.key, unread: this.world.unread(this.viewer, this.key) }] : this.world.chatsOf(this.viewer);
    const open = this.visible() ? this.chat : 0;
    return chats.reduce((sum, chat) => sum + (chat.id === open ? 0 : chat.unread), 0);
  }

  /** Read it all again: at the beginning, and after the server came back. */
  async reload() {
    const chats = this.isGroup ? [{ id: this.key }] : this.world.chatsOf(this.viewer);
    if (!chats.some((chat) => chat.id === this.chat)) this.chat = chats[0]?.id ?? 0;
    this.heading.render();
    await this.load();
  }

  async open(chat) {
    if (chat === this.chat) return;
    this.composer.switchChat(this.chat, chat);
    this.chat = chat;
    this.heading.showTyping("");
    await this.load();
  }

  /** Show the private chat with a bot: here, or on the phone of the person when this is a group's pane. */
  async openPrivate(bot) {
    if (this.isGroup) await this.deck.showPerson(this.viewer, bot);
    else await this.open(bot);
  }

  async seenBy(person) {
    this.viewer = person;
    this.heading.render();
    await this.load();
  }

  async load() {
    if (!this.chat || !this.viewer) return this.composer.render();
    const wanted = `${this.viewer}/${this.chat}`;
    this.loading = wanted;
    this.held = [];
    const peek = this.visible() ? "" : "&peek=1";
    try {
      const { chat, seq } = await get(`people/${this.viewer}/chat?chat=${this.chat}&limit=${HISTORY}${peek}`);
      if (this.loading === wanted) this.loaded(chat, seq);
    } catch (error) {
      if (error.status !== 0) this.notices.failure(error);
    }
    return undefined;
  }

  loaded(chat, seq) {
    this.loading = null;
    const { messages, ...view } = chat;
    this.view = view;
    this.thread.show(messages, this.viewer, view.kind !== "private", this.welcome());
    this.node.dataset.chat = this.chat;
    this.composer.render();
    this.heading.renderChats();
    for (const event of this.held.splice(0)) if (event.seq > seq) this.take(event);
  }

  welcome() {
    const bot = this.world.bots.get(this.chat);
    return bot?.description || words.emptyChat;
  }

  /** Take in an event of the stream. */
  take(event) {
    if (this.loading) return void this.held.push(event);
    const concerned = event.people.includes(this.viewer);
    if (event.kind === "bot" && event.bot.id > 0) return this.view ? this.refresh() : void this.reload();
    if (["group", "person", "read"].includes(event.kind)) return this.heading.render();
    if (!concerned) return undefined;
    const here = event.chat === this.chat || (event.kind === "toast" && event.chat === null);
    if (here) this.takeHere(event);
    return this.heading.renderChats();
  }

  takeHere(event) {
    if (event.kind === "message") this.arrived(event.message);
    else if (event.kind === "edited" || event.kind === "reaction") this.thread.change(this.asSeenHere(event));
    else if (event.kind === "deleted") this.thread.drop(event.ids);
    else if (event.kind === "toast") this.answered(event.toast);
    else if (event.kind === "typing") this.typing(event.action);
    else if (event.kind === "chat") this.chatChanged(event);
  }

  /** In a group an event tells the votes of the first person concerned: here they are this viewer's. */
  asSeenHere({ message, people }) {
    const known = this.thread.messages.get(message.id)?.poll;
    if (!known || !message.poll || people[0] === this.viewer) return message;
    const options = message.poll.options.map((option, i) => ({ ...option, mine: known.options[i]?.mine }));
    return { ...message, poll: { ...message.poll, options } };
  }

  async vote(message, options) {
    const answer = await this.act("vote", { message: message.id, options });
    if (answer?.message) this.thread.change(answer.message);
  }

  arrived(message) {
    this.thread.add(message);
    if (message.from?.id === this.viewer) return;
    this.heading.showTyping("");
    this.deck.announce(this.title(), message);
    this.markRead();
  }

  markRead() {
    if (!this.visible() || !this.chat || this.world.unread(this.viewer, this.chat) === 0) return;
    this.world.unreads.set(`${this.viewer}/${this.chat}`, 0);
    act(this.viewer, "read", { chat: this.chat }).catch(() => {});
  }

  chatChanged(event) {
    if (event.people[0] !== this.viewer || !event.view) return this.refresh();
    this.view = { ...this.view, ...event.view };
    return this.composer.render();
  }

  /** Read the chat's circumstances again, its messages left alone. */
  async refresh() {
    try {
      const { chat } = await get(`people/${this.viewer}/chat?chat=${this.chat}&limit=1&peek=1`);
      if (chat.id !== this.chat) return;
      const { messages, ...view } = chat;
      this.view = view;
      if (this.thread.messages.size === 0 && messages.length === 0) this.thread.show([], this.viewer, false, this.welcome());
      this.composer.render();
      this.heading.render();
    } catch (error) {
      if (error.status === undefined) throw error;
    }
  }

  typing(action) {
    clearTimeout(this.typingTimer);
    const name = this.world.nameOf(this.chat) || words.bot;
    this.heading.showTyping(action ? `${name} ${action === "typing" ? words.typing : words.sending}` : "");
    this.typingTimer = setTimeout(() => this.heading.showTyping(""), TYPING_MS);
  }

  /** Do something as this person in the open chat; resolves to the answer, or null when it was refused. */
  async act(name, body = {}) {
    try {
      return await act(this.viewer, name, { chat: this.chat, ...body });
    } catch (error) {
      this.notices.failure(error);
      return null;
    }
  }

  /** Press a callback button and let it show that an answer is awaited. */
  async pressed(message, item, node) {
    node.setAttribute("aria-busy", "true");
    const answer = await this.act("press", { message: message.id, row: item.row, col: item.col });
    const rest = () => node.removeAttribute("aria-busy");
    if (!answer?.query_id || this.pressing.get(answer.query_id) === "answered") return rest();
    this.pressing.set(answer.query_id, rest);
    return setTimeout(rest, PRESS_MS);
  }

  answered(toast) {
    const rest = this.pressing.get(toast.query_id);
    if (typeof rest === "function") rest();
    this.pressing.set(toast.query_id, "answered");
    if (toast.url) return void (follow(this, toast.url) || window.open(toast.url, "_blank", "noopener,noreferrer"));
    if (!toast.text) return undefined;
    return toast.alert ? this.notices.alert(toast.text) : this.notices.toast(toast.text);
  }

  hide() {
    this.deck.hide(this.key);
  }

  focus() {
    const target = this.composer.line.hidden ? this.composer.gate.querySelector("button") : this.composer.text;
    (target ?? this.thread.list).focus();
  }
}
