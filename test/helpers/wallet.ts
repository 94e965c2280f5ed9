import {readdir} from 'node:fs/promises';
import {fileURLToPath} from 'node:url';
import type {DerivationCost} from '../../src/wallet/derive-key.ts';
import {makeTemporaryFolder} from './temporary-folder.ts';

/** A derivation that takes no time worth noting; only what a test encrypts itself opens with it. */
export const cheap: DerivationCost = {memory: 64, passes: 1};

/** The folder of wallets that a Python package wrote; see its README. */
export function recordedWallets(program: 'bittensor-wallet-4.1.1' | 'bittensor-11.3.0'): string {
	return fileURLToPath(new URL(`../fixtures/wallet/${program}`, import.meta.url));
}

/** Make a folder for a test. */
export async function makeFolder(): Promise<string> {
	return makeTemporaryFolder('wallet');
}

/** Paths of all files and folders below a folder, sorted. */
export async function listFiles(folder: string): Promise<string[]> {
	return (await readdir(folder, {recursive: true})).toSorted();
}
