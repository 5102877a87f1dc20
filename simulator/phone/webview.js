// The web view inside the phone: pages open in a frame over the chat, with a way back and a way out.

const OPENING = "正在打开……打不开时请点右上角。";
const REFUSED = "这个网页不能在模拟手机里显示，请点右上角。";

const at = (id) => document.getElementById(id);

export class WebView {
  #opener = null;

  constructor(whose) {
    this.whose = whose;
    at("webview-close").addEventListener("click", () => this.close());
    at("webview").addEventListener("keydown", (event) => event.key === "Escape" && this.close());
    // A page inside asks for it through `wx.closeWindow`.
    addEventListener("message", (event) => {
      if (event.source === at("webview-frame").contentWindow && event.data?.simulator === "close") this.close();
    });
    document.addEventListener("securitypolicyviolation", () => this.#say(REFUSED));
    at("webview-frame").addEventListener("load", () => (at("webview-wait").hidden = true));
  }

  /** Open this address over the chat. */
  open(url) {
    const address = this.#addressed(url);
    this.#opener = document.activeElement;
    at("webview-host").textContent = new URL(address).host;
    at("webview-out").href = address;
    this.#say(OPENING);
    at("webview").hidden = false;
    at("chat").inert = true;
    at("webview-frame").src = address;
    at("webview-close").focus();
  }

  close() {
    if (at("webview").hidden) return;
    at("webview").hidden = true;
    at("chat").inert = false;
    at("webview-frame").src = "about:blank";
    this.#opener?.focus();
  }

  #say(text) {
    at("webview-wait").textContent = text;
    at("webview-wait").hidden = false;
  }

  // In WeChat the authorize page knows whose phone it is on; here the address says so.
  #addressed(url) {
    const address = new URL(url, location.href);
    if (address.origin === location.origin) address.searchParams.set("sim_openid", this.whose());
    return address.href;
  }
}
