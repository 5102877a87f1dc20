// WeChat's own button for subscriptions on the page of own data. Only loaded inside WeChat; the page works without it.

const given = document.getElementById("wechat").dataset;
const RELOAD_AFTER = 1200;

window.wx.config({
  debug: false,
  appId: given.app,
  timestamp: Number(given.timestamp),
  nonceStr: given.nonce,
  signature: given.signature,
  jsApiList: [],
  openTagList: ["wx-open-subscribe"],
});

// WeChat tells the server what was allowed; a moment later the page can show it.
document.getElementById("subscribe").addEventListener("success", () => {
  setTimeout(() => location.replace("/me"), RELOAD_AFTER);
});
