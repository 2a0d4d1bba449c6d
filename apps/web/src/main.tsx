import '@fontsource-variable/inter/wght.css';
import '@mantine/core/styles.layer.css';
import './ui/tokens.css';
import './ui/contrast.css';
import './ui/parts.css';
import './ui/shell.css';
import './workspace/queue.css';
import './workspace/ticket.css';
import './workspace/composer.css';
import './ui/pages.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.js';
import { startTexts } from './i18n/text.js';
import { keepScreens } from './offline/keep-screens.js';

const root = document.getElementById('root');
if (root !== null) {
  await startTexts();
  createRoot(root).render(<App />);
  // a server of development gives every file anew
  if (import.meta.hot === undefined) keepScreens();
}
