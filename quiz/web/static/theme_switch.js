// The switch between light and dark: as the system has it, light, dark; what was chosen is kept.

const THEMES = ["system", "light", "dark"];
const SIGNS = { system: "◐", light: "☀", dark: "☾" };
const SAID = {
  ja: { system: "明るさ: 端末の設定", light: "明るさ: 明るい", dark: "明るさ: 暗い" },
  en: { system: "Theme: as the system", light: "Theme: light", dark: "Theme: dark" },
};
const root = document.documentElement;

export function themeSwitch(button) {
  const now = () => root.dataset.theme ?? "system";
  function tell() {
    const said = SAID[root.lang === "en" ? "en" : "ja"][now()];
    button.textContent = SIGNS[now()];
    button.setAttribute("aria-label", said);
    button.title = said;
  }
  button.addEventListener("click", () => {
    const next = THEMES[(THEMES.indexOf(now()) + 1) % THEMES.length];
    if (next === "system") {
      delete root.dataset.theme;
      localStorage.removeItem("theme");
    } else {
      root.dataset.theme = next;
      localStorage.setItem("theme", next);
    }
    tell();
  });
  new MutationObserver(tell).observe(root, { attributeFilter: ["lang"] });
  tell();
}
