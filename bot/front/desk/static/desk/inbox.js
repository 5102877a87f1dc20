// The live inbox: numbers in the title and on the way to the calls, a sound and a notice for who wants them, and parts that renew themselves.

const place = document.querySelector("[data-news]");
const badges = document.querySelectorAll("[data-badge]");
const plainTitle = document.title;
const PLEASE = { sound: "leye-desk-sound", notice: "leye-desk-notice" };
let told = null;

const wants = (what) => localStorage.getItem(PLEASE[what]) === "yes";

function show({ calls, handed, unread }) {
  const waiting = calls + handed + unread;
  document.title = waiting ? `(${waiting}) ${plainTitle}` : plainTitle;
  for (const badge of badges) {
    badge.hidden = !waiting;
    badge.textContent = waiting;
    const parts = [calls && `${calls}件等联系`, handed && `${handed}件转来的`, unread && `${unread}句没看`];
    badge.title = parts.filter(Boolean).join("，");
  }
}

function ring() {
  const context = new AudioContext();
  const [tone, volume] = [context.createOscillator(), context.createGain()];
  tone.frequency.value = 880;
  volume.gain.setValueAtTime(0.15, context.currentTime);
  volume.gain.exponentialRampToValueAtTime(0.001, context.currentTime + 0.6);
  tone.connect(volume).connect(context.destination);
  tone.start();
  tone.stop(context.currentTime + 0.6);
  tone.onended = () => context.close();
}

function notify(text) {
  if (!("Notification" in window) || Notification.permission !== "granted") return;
  // What residents say never leaves the page.
  const notice = new Notification("乐业西青工作台", { body: text, tag: "leye-desk" });
  notice.onclick = () => {
    window.focus();
    location.assign("/desk/referrals");
  };
}

function renew() {
  if (document.visibilityState === "visible") document.body.dispatchEvent(new Event("news"));
}

function hear(news) {
  const before = told;
  told = news;
  show(news);
  if (!before) return;
  if (news.mark !== before.mark) renew();
  const [isCall, isHanded, isLine] = ["calls", "handed", "unread"].map((what) => news[what] > before[what]);
  if (!isCall && !isHanded && !isLine) return;
  if (wants("sound")) ring();
  if (wants("notice") && document.visibilityState !== "visible") notify(isCall ? "有新的呼叫" : isHanded ? "有同事转来一件" : "居民又说话了");
}

function wireWishes() {
  for (const button of document.querySelectorAll("[data-wish]")) {
    const what = button.dataset.wish;
    const say = () => button.setAttribute("aria-pressed", wants(what));
    button.hidden = what === "notice" && !("Notification" in window);
    say();
    button.addEventListener("click", async () => {
      const isOn = !wants(what);
      if (isOn && what === "notice" && (await Notification.requestPermission()) !== "granted") return;
      localStorage.setItem(PLEASE[what], isOn ? "yes" : "no");
      if (isOn && what === "sound") ring();
      say();
    });
  }
}

if (place) {
  const source = new EventSource(place.dataset.news);
  source.addEventListener("news", (event) => hear(JSON.parse(event.data)));
  source.addEventListener("ended", () => {
    source.close();
    // Signed out, here or elsewhere: what is on the screen is for nobody any more.
    location.reload();
  });
  document.addEventListener("visibilitychange", renew);
  addEventListener("pagehide", () => source.close());
  wireWishes();
}
