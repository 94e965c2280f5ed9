import {readFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';

/** Recorded metadata of the main chain, which is not part of the project: a folder named by the environment, or nothing. */
const folder = process.env.BTOP_CHAIN_DATA;

export const hasChainData = folder !== undefined && folder !== '';

/** Read a file of recorded chain data; only where `hasChainData`. */
export const readChainData = (file: string): Uint8Array =>
	new Uint8Array(readFileSync(path.join(folder!, file)));
