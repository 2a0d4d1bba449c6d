import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { offline } from './offline-build.js';

const root = fileURLToPath(new URL('.', import.meta.url));
const outDir = fileURLToPath(new URL('../../dist/web', import.meta.url));
const api = process.env.REDRESS_API ?? 'http://127.0.0.1:3000';

// vite reads the default export of its configuration and nothing else
export default defineConfig({
  root,
  plugins: [react(), offline(outDir)],
  build: {
    outDir,
    // says which files a screen is made of: the first one's are weighed
    manifest: true,
    emptyOutDir: true,
    target: 'es2022',
    // the policy of the page allows no inline code, so nothing may be put into it
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
  server: {
    port: 5173,
    proxy: {
      '/api': { target: api },
      '/health': { target: api },
      '/socket.io': { target: api, ws: true },
    },
  },
});
