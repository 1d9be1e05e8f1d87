import '@fontsource-variable/inter/index.css';
import './ui/theme.css';
import './features/shell/shell.css';
import './features/packing/pack.css';
import './ui/parts.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { startI18n } from './i18n';

const root = document.getElementById('root');
if (root !== null) {
  void startI18n().then(() =>
    createRoot(root).render(
      <StrictMode>
        <App />
      </StrictMode>,
    ),
  );
}
