// Sends what a person said, one message after the other. A message whose answer was lost on the way is sent again
// with the same key, so that the server answers it without playing it twice.

import { newKey, openSession, sendMessage } from "./api.js";

const WAITS = [3, 10, 30];
// The server remembers a key for ten minutes; after that a message is only sent again by hand.
const KEY_LIFETIME = 9 * 60 * 1000;

export class Outbox {
  /** `conversation` is `{session, entries}`; `on` has the callbacks changed, answered, failed, online. */
  constructor(conversation, on) {
    this.conversation = conversation;
    this.on = on;
    this.isBusy = false;
    this.failures = 0;
    this.timer = null;
  }

  /** The first message that still waits for its answer. */
  waiting() {
    return this.conversation.entries.find((entry) => entry.who === "person" && entry.state === "waiting");
  }

  /** Send everything that waits, in order. Safe to call at any time. */
  async flush() {
    if (this.isBusy) return;
    clearTimeout(this.timer);
    this.isBusy = true;
    const { conversation } = this;
    try {
      for (let entry = this.waiting(); entry && (await this.deliver(entry)); entry = this.waiting());
    } finally {
      // Clearing the page puts a new conversation in place while an answer may still be on its way.
      if (conversation === this.conversation) this.isBusy = false;
      this.on.changed();
    }
  }

  /** Forget this conversation and go on with a new one. */
  restart(conversation) {
    clearTimeout(this.timer);
    this.conversation = conversation;
    this.isBusy = false;
    this.failures = 0;
  }

  /** Try to deliver one message; tell whether to go on with the next. */
  async deliver(entry) {
    const { conversation } = this;
    if (!navigator.onLine) return this.lost(0);
    if (entry.tried && Date.now() - entry.tried > KEY_LIFETIME) {
      entry.state = "unsent";
      this.on.failed(entry, "这条消息没有发出去。");
      return true;
    }
    const result = await this.attempt(entry);
    if (conversation !== this.conversation) return false;
    return this.settle(entry, result);
  }

  async attempt(entry) {
    const { conversation } = this;
    if (!conversation.session) {
      const opened = await openSession();
      if (opened.kind !== "open") return opened;
      conversation.session = opened.session;
    }
    entry.tried = entry.tried || Date.now();
    this.on.changed();
    return sendMessage(conversation.session, entry.body, entry.key);
  }

  settle(entry, result) {
    if (result.kind === "offline") return this.lost(WAITS[Math.min(this.failures, WAITS.length - 1)]);
    this.on.online(true);
    if (result.kind === "later" && this.failures < WAITS.length) return this.wait(result.seconds);
    if (result.kind === "stranger" && !entry.isReintroduced) return this.reintroduce(entry);
    this.failures = 0;
    if (result.kind === "answered") {
      entry.state = "answered";
      this.on.answered(result.replies, entry);
    } else {
      entry.state = "unsent";
      this.on.failed(entry, result.message);
    }
    return true;
  }

  /** The server does not know this session any more: go on in a new one. */
  reintroduce(entry) {
    this.conversation.session = null;
    entry.isReintroduced = true;
    entry.key = newKey();
    return true;
  }

  lost(seconds) {
    this.on.online(false);
    // Without a network the browser says when it is back; a server that does not answer says nothing.
    return seconds ? this.wait(seconds) : false;
  }

  wait(seconds) {
    this.failures += 1;
    this.timer = setTimeout(() => this.flush(), seconds * 1000);
    return false;
  }
}
