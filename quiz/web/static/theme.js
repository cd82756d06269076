// Before anything is shown: light or dark as it was chosen, and the language. A script of its own, so that nothing flashes.

(() => {
  const root = document.documentElement;
  const kept = (name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null; // a browser that keeps nothing
    }
  };
  const theme = kept("theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  root.lang = (kept("language") || navigator.language || "ja").startsWith("en") ? "en" : "ja";
  root.dataset.visit = kept("begun") ? "again" : "first";
})();
