import path from 'node:path';
import {expect} from 'vitest';
import {btop, parseOnly} from '../btop.ts';
import type {Limit} from '../chain/gateway/allowance.ts';
import {type Gateway, startGateway} from '../chain/gateway/gateway.ts';
import {startNodeProcess} from '../chain/node/node-process.ts';
import {makeTemporaryFolder} from '../temporary-folder.ts';
import type {RecordedRuntime} from './runtimes.ts';

/** A home with a funded wallet, and a node of a large chain that it reaches through a gateway. */
export type RuntimeRig = {
	readonly coldkey: string;
	readonly hotkey: string;
	readonly gateway: Gateway;
	readonly url: string;
	/** Run a command with `--json`, and read what it prints; one that fails is told with what it says. */
	readonly run: (...argv: readonly string[]) => Promise<Readonly<Record<string, any>>>;
	readonly close: () => Promise<void>;
};

export type RuntimeRigOptions = {
	readonly runtime: RecordedRuntime;
	/** @default none */
	readonly limit?: Limit;
	/** TAO of the wallet. */
	readonly funds: number;
	/** Milliseconds. @default 1000 */
	readonly blockTime?: number;
};

export async function startRuntimeRig({
	runtime: {metadata},
	limit,
	funds,
	blockTime = 1000,
}: RuntimeRigOptions): Promise<RuntimeRig> {
	const home = await makeTemporaryFolder('runtimes');
	const env = {BTOP_HOME: home, BT_WALLET_PATH: path.join(home, 'wallets')};
	const words = ['--mnemonic-file', path.join(home, 'words')];
	const made = parseOnly(await btop(['wallet', 'new', '--plain', ...words, '--json'], {env}));
	const coldkey = String(made.coldkey);
	const node = await startNodeProcess({metadata, blockTime, funds: {[coldkey]: funds}});
	const gateway = await startGateway({target: node.url, limit});
	const run: RuntimeRig['run'] = async (...argv) => {
		const ended = await btop([...argv, '--json'], {env: {...env, BT_NETWORK: gateway.url}});
		const said = parseOnly(ended);

		expect(
			{code: ended.code, ...said},
			`${argv.join(' ')}\n${ended.stderr}${ended.stdout}`,
		).toMatchObject({
			code: 0,
			ok: true,
		});
		return said;
	};

	return {
		coldkey,
		hotkey: String(made.hotkey),
		gateway,
		url: gateway.url,
		run,
		async close() {
			await gateway.close();
			await node.stop();
		},
	};
}
