// What the page knows: the state of the simulator and whose phone is shown. Others subscribe to its changes.

import * as api from "./api.js";
import { rememberPerson, rememberedPerson } from "./memory.js";

const FIRST_NAME = "王阿姨";

class Store extends EventTarget {
  state = null;
  openid = null;
  isOnline = true;
  /** A fault to put on the next act of a person, or "". */
  nextFault = "";

  /** The person whose phone is shown, or null before the first state. */
  get person() {
    return this.state?.people.find((person) => person.openid === this.openid) ?? null;
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  on(name, listener) {
    this.addEventListener(name, (event) => listener(event.detail));
  }

  /** Read the state; a simulator that was restarted knows nobody, so the same person is made again. */
  async refresh() {
    try {
      this.state = await api.readState();
    } catch {
      if (this.isOnline) this.#tell("online", (this.isOnline = false));
      return;
    }
    const isBack = !this.isOnline;
    if (isBack) this.#tell("online", (this.isOnline = true));
    if (!this.person) await this.#findPerson();
    else if (isBack) this.#tell("person", this.person);
    this.#tell("state", this.state);
  }

  async #findPerson() {
    const known = rememberedPerson();
    const again = this.state.people.find((person) => person.openid === known?.openid);
    if (again) this.choose(again);
    else await this.create(known?.name || FIRST_NAME);
  }

  /** Show the phone of this person. */
  choose(person) {
    this.openid = person.openid;
    rememberPerson(person);
    this.#tell("person", person);
    this.#tell("state", this.state);
  }

  /** Make a new person, who does not follow yet, and show that phone. */
  async create(name) {
    const person = await api.addPerson(name);
    this.state = await api.readState();
    this.choose({ name, ...person });
  }

  /** Do something as the person; others hear of the start, of the deliveries, and of a failure. */
  async act(verb, body = {}, openid = this.openid) {
    const fault = this.nextFault;
    this.nextFault = "";
    this.#tell("acting", { verb, openid });
    try {
      const answer = await api.act(openid, verb, fault ? { ...body, fault } : body);
      this.#tell("acted", { verb, openid, deliveries: answer.deliveries || [] });
      return true;
    } catch (error) {
      this.#tell("failed", error.message);
      return false;
    } finally {
      await this.refresh();
    }
  }

  /** Do something with the simulator itself, then read the state again. */
  async control(doing, said) {
    try {
      await doing();
      this.#tell("done", said);
    } catch (error) {
      this.#tell("failed", error.message);
    }
    await this.refresh();
  }

  /** Say a short line to whoever looks at the page. */
  say(text) {
    this.#tell("done", text);
  }
}

export const store = new Store();
