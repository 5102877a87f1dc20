// A stand-in for WeChat's JS-SDK, served by the simulator. It runs inside the assistant's own page, on another origin:
// it needs no markup and no style element there, so that the strict content policy of that page holds.
// After developers.weixin.qq.com/doc/service/guide/h5/opentag.html: config, ready, error, checkJsApi, <wx-open-subscribe>.

(() => {
  const PLATFORM = new URL(document.currentScript.src).origin;
  const NEEDED = ["appId", "timestamp", "nonceStr", "signature"];
  const SHEET = `
    :host { display: inline-block; }
    .give { min-height: 44px; padding: 0 20px; border: 0; border-radius: 8px; background: #067a3f; color: #fff; font: inherit; }
    dialog { box-sizing: border-box; width: min(100%, 430px); max-width: none; margin: auto auto 0; padding: 22px 22px max(26px, env(safe-area-inset-bottom));
      border: 0; border-radius: 14px 14px 0 0; background: #fff; color: #191919;
      font: 16px/1.5 -apple-system, system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; text-align: left; }
    dialog::backdrop { background: rgb(0 0 0 / 55%); }
    h2 { margin: 0 0 4px; font-size: 18px; }
    p { margin: 0 0 12px; color: #5f6368; font-size: 14px; }
    label { display: flex; gap: 12px; align-items: center; min-height: 48px; border-top: 1px solid #ececec; }
    label span { flex: 1; }
    small { display: block; color: #5f6368; }
    input { width: 22px; height: 22px; accent-color: #067a3f; }
    .acts { display: grid; grid-template-columns: 1fr 1fr; gap: 12px; margin-top: 18px; }
    .acts button { min-height: 48px; border: 0; border-radius: 8px; background: #f0f0f0; color: #067a3f; font: inherit; font-weight: 600; }
    .acts .allow { background: #067a3f; color: #fff; }
    button:focus-visible, input:focus-visible { outline: 3px solid #0a4fb8; outline-offset: 2px; }
    [hidden] { display: none; }`;

  const listeners = { ready: [], error: [] };
  let settled = null;
  let openTags = [];

  function settle(name, answer) {
    settled = { name, answer };
    for (const listener of listeners[name]) listener(answer);
  }

  function listen(name, listener) {
    listeners[name].push(listener);
    if (settled?.name === name) listener(settled.answer);
  }

  // The page signs its own address without what follows #; the platform checks with the ticket it gave out.
  async function isSigned(settings) {
    const query = new URLSearchParams({ url: location.href.split("#")[0] });
    for (const name of NEEDED) query.set(name, settings[name]);
    return (await call(`/control/js-signature?${query}`)).is_valid;
  }

  async function config(settings = {}) {
    openTags = settings.openTagList ?? [];
    const missing = NEEDED.filter((name) => !settings[name]);
    try {
      if (missing.length) settle("error", { errMsg: `config:fail, missing ${missing.join(", ")}` });
      else if (await isSigned(settings)) settle("ready", { errMsg: "config:ok" });
      else settle("error", { errMsg: "config:invalid signature" });
    } catch (error) {
      settle("error", { errMsg: `config:fail, ${error.message}` });
    }
  }

  async function call(path, options) {
    const response = await fetch(`${PLATFORM}${path}`, { credentials: "include", ...options });
    if (!response.ok) throw new Error(`${path} ${response.status}`);
    return response.json();
  }

  async function openid() {
    const named = new URLSearchParams(location.search).get("sim_openid");
    if (named) return named;
    const { openid: known } = await call("/control/whoami");
    if (!known) throw new Error("nobody holds this phone");
    return known;
  }

  async function templatesNamed(ids) {
    const { templates } = await call("/control/state").catch(() => ({ templates: [] }));
    return ids.map((id) => templates.find((each) => each.id === id) || { id, title: id, kind: "one_off" });
  }

  function make(tag, properties, ...children) {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  }

  function choiceOf({ id, title, kind }) {
    const box = make("input", { type: "checkbox", checked: true, value: id });
    const words = make("span", {}, title, make("small", {}, kind === "long_term" ? "长期订阅" : "一次性订阅，允许一次发一条"));
    return make("label", {}, words, box);
  }

  // The page's own look comes as text in <script type="text/wxtag-template"> or in <template>, as WeChat asks. Its style
  // goes into a sheet of its own before the rest is parsed, since the page's policy may forbid style elements.
  function ownLook(element) {
    const styles = [];
    const nodes = [];
    for (const part of element.querySelectorAll("script[type='text/wxtag-template'], template")) {
      const source = part.content ? new XMLSerializer().serializeToString(part.content) : part.textContent;
      const markup = source.replace(/<style[^>]*>([\s\S]*?)<\/style>/gi, (_, style) => (styles.push(style), ""));
      const parsed = new DOMParser().parseFromString(markup, "text/html");
      for (const script of parsed.querySelectorAll("script")) script.remove();
      nodes.push(...parsed.body.childNodes);
    }
    return { styles, nodes };
  }

  class OpenSubscribe extends HTMLElement {
    connectedCallback() {
      // WeChat shows the tag when the page is configured for it, never before.
      listen("ready", () => openTags.includes(this.localName) && this.#draw());
    }

    #draw() {
      if (this.shadowRoot) return;
      const root = this.attachShadow({ mode: "open" });
      const { styles, nodes } = ownLook(this);
      root.adoptedStyleSheets = [SHEET, ...styles].map((text) => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(text);
        return sheet;
      });
      const look = nodes.length ? nodes : [make("button", { type: "button", className: "give" }, this.textContent.trim() || "订阅通知")];
      const trigger = make("div", { className: "trigger" }, ...look);
      trigger.addEventListener("click", () => this.#ask());
      root.append(trigger);
      this.#tell("ready", {});
    }

    #tell(name, detail) {
      this.dispatchEvent(new CustomEvent(name, { detail }));
    }

    get #ids() {
      return (this.getAttribute("template") || "").split(",").map((id) => id.trim()).filter(Boolean);
    }

    async #ask() {
      if (!this.#ids.length) return this.#tell("error", { errMsg: "subscribe:fail template is empty", errCode: 10001 });
      const who = await openid().catch((error) => this.#tell("error", { errMsg: `subscribe:fail ${error.message}`, errCode: 10004 }));
      if (who) this.#show(who, await templatesNamed(this.#ids));
    }

    #show(who, templates) {
      const choices = templates.map(choiceOf);
      const refuse = make("button", { type: "button" }, "拒绝");
      const allow = make("button", { type: "button", className: "allow" }, "允许");
      refuse.dataset.testid = "subscribe-refuse";
      allow.dataset.testid = "subscribe-allow";
      const heading = make("h2", { id: "title" }, "接收服务通知");
      const popup = make("dialog", {}, heading, make("p", {}, "公众号申请向您发送下列通知"), ...choices, make("div", { className: "acts" }, refuse, allow));
      popup.setAttribute("aria-labelledby", "title");
      const end = (isAllowed) => {
        const chosen = choices.map((choice) => isAllowed && choice.querySelector("input").checked);
        popup.close();
        popup.remove();
        this.#give(who, templates, chosen);
      };
      refuse.addEventListener("click", () => end(false));
      allow.addEventListener("click", () => end(true));
      popup.addEventListener("cancel", (event) => {
        event.preventDefault();
        end(false);
      });
      this.shadowRoot.append(popup);
      popup.showModal();
    }

    async #give(who, templates, chosen) {
      const details = {};
      try {
        for (const accept of [true, false]) {
          const ids = templates.filter((_, index) => chosen[index] === accept).map(({ id }) => id);
          if (ids.length) await this.#answer(who, ids, accept);
          for (const id of ids) details[id] = JSON.stringify({ status: accept ? "accept" : "reject" });
        }
        this.#tell("success", { errMsg: "subscribe:ok", subscribeDetails: JSON.stringify(details) });
      } catch (error) {
        this.#tell("error", { errMsg: `subscribe:fail ${error.message}`, errCode: 10003 });
      }
    }

    #answer(who, ids, accept) {
      return call(`/control/people/${encodeURIComponent(who)}/consent`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ template: ids, accept }),
      });
    }
  }

  const checkJsApi = ({ jsApiList = [], success }) =>
    success?.({ errMsg: "checkJsApi:ok", checkResult: Object.fromEntries(jsApiList.map((name) => [name, true])) });
  const quiet = (options) => options?.success?.({ errMsg: "ok" });

  customElements.define("wx-open-subscribe", OpenSubscribe);
  window.wx = {
    config,
    ready: (listener) => listen("ready", listener),
    error: (listener) => listen("error", listener),
    checkJsApi,
    hideMenuItems: quiet,
    hideAllNonBaseMenuItem: quiet,
    closeWindow: () => parent.postMessage({ simulator: "close" }, PLATFORM),
  };
  window.jWeixin = window.wx;
})();
