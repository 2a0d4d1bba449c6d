// Runs before the first paint: a dark desk must not flash white.
(function () {
  var root = document.documentElement;
  var theme = 'system';
  try {
    theme = localStorage.getItem('redress.theme') || 'system';
    root.dataset.density = localStorage.getItem('redress.density') || 'compact';
    root.lang = localStorage.getItem('redress.language') || (navigator.language || 'en').slice(0, 2);
  } catch (refused) {
    root.dataset.density = 'compact';
  }
  var dark = theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  var strong = theme === 'contrast' || matchMedia('(prefers-contrast: more)').matches;
  root.dataset.contrast = strong ? 'more' : 'normal';
  root.dataset.mantineColorScheme = dark ? 'dark' : 'light';
})();
