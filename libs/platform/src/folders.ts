import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorCode } from './errors.js';

/**
 * Makes a folder and those above it that are missing. Node's own way (`recursive`) never ends below `/proc` and hears no signal meanwhile.
 * @throws Error of the system when one of them cannot be made
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return;
    if (errorCode(error) !== 'ENOENT' || dirname(path) === path) throw error;
    await makeFolder(dirname(path));
    // Somebody else may have made it in between.
    await mkdir(path).catch((again: unknown) => {
      if (errorCode(again) !== 'EEXIST') throw again;
    });
  }
}

/** Makes the data folder where there is none. @throws Error that says what to do when it cannot be written */
export async function requireWritable(dataDir: string): Promise<void> {
  const probe = join(dataDir, `.probe-${process.pid}`);
  try {
    await makeFolder(dataDir);
    await writeFile(probe, '');
    await rm(probe);
  } catch (error) {
    throw new Error(
      `The data folder ${dataDir} cannot be written (${errorCode(error)}): ` +
        'give its owner back to the user who starts Redress (chown -R), free disk space, or set DATA_DIR to another folder',
      { cause: error },
    );
  }
}
