import path from 'node:path';
import {expect} from 'vitest';
import {btop, parseOnly} from '../btop.ts';
import type {DevnetProcess} from '../chain/devnet-process.ts';
import {makeTemporaryFolder} from '../temporary-folder.ts';

/** A home with a wallet, whose hotkey has a UID. */
export type RegisteredHome = {
	readonly home: string;
	/** What the commands of this home need in their environment. */
	readonly env: Readonly<Record<string, string>>;
	/** Run a command with `--json`, and read what it prints. */
	readonly run: (...argv: readonly string[]) => Promise<Readonly<Record<string, any>>>;
};

/** Make a home, and register a miner from it on a subnet of a devnet. */
export async function makeRegisteredHome(
	{url}: Pick<DevnetProcess, 'url'>,
	netuid: number,
): Promise<RegisteredHome> {
	const home = await makeTemporaryFolder('registered');
	const env = {BTOP_HOME: home, BT_NETWORK: url, BT_WALLET_PATH: path.join(home, 'wallets')};
	const run: RegisteredHome['run'] = async (...argv) =>
		parseOnly(await btop([...argv, '--json'], {env}));
	for (const argv of [
		['wallet', 'new', '--plain', '--mnemonic-file', path.join(home, 'words')],
		['wallet', 'faucet'],
		['register', '--netuid', String(netuid), '--yes', '--wait'],
	]) {
		expect(await run(...argv), argv.join(' ')).toMatchObject({ok: true});
	}

	return {home, env, run};
}
