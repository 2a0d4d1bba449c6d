import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { build, type Plugin, type Rollup } from 'vite';

/** Screens that are of no use without a server: their programs are not kept. */
const NEEDS_SERVER =
  /\/src\/(admin|quality|causes|wallboard|phone|absences|search|customers)\/|\/notifications\/(inbox|settings)\./;
const LOOSE = ['/theme.js', '/favicon.svg'];
/** Other alphabets are fetched when a text has them. */
const FONTS = /inter-latin(-ext)?-wght-normal/;

/** Builds the service worker beside the screens, with the list of what it keeps. */
export function offline(outDir: string): Plugin {
  return {
    name: 'redress-offline',
    apply: 'build',
    async writeBundle(_, bundle) {
      const files = keptFiles(bundle);
      const version = createHash('sha256').update(files.join('\n')).digest('hex').slice(0, 12);
      await build({
        configFile: false,
        logLevel: 'warn',
        define: {
          BUILT_FILES: JSON.stringify(files),
          LOOSE_FILES: JSON.stringify(LOOSE),
          VERSION: JSON.stringify(version),
        },
        build: {
          outDir,
          emptyOutDir: false,
          copyPublicDir: false,
          target: 'es2022',
          rollupOptions: {
            input: fileURLToPath(new URL('worker/service-worker.ts', import.meta.url)),
            output: { entryFileNames: 'sw.js', format: 'iife' },
          },
        },
      });
    },
  };
}

/** Everything that can be reached from the first page without passing a screen that needs the server. */
function keptFiles(bundle: Rollup.OutputBundle): readonly string[] {
  const kept = new Set<string>();
  const walk = (name: string): void => {
    const part = bundle[name];
    if (part?.type !== 'chunk' || kept.has(name)) return;
    kept.add(name);
    part.viteMetadata?.importedCss.forEach((sheet) => kept.add(sheet));
    part.imports.forEach(walk);
    part.dynamicImports.filter((one) => !needsServer(bundle[one])).forEach(walk);
  };
  for (const part of Object.values(bundle)) if (part.type === 'chunk' && part.isEntry) walk(part.fileName);
  const fonts = Object.keys(bundle).filter((name) => FONTS.test(name));
  return [...kept, ...fonts].map((name) => `/${name}`).sort();
}

const needsServer = (part: Rollup.OutputBundle[string] | undefined): boolean =>
  part?.type === 'chunk' && NEEDS_SERVER.test(part.facadeModuleId ?? '');
