import path from 'node:path';
import {btop, parseOnly} from '../../helpers/btop.ts';
import {startGateway} from '../../helpers/chain/gateway/gateway.ts';
import {startDevnetProcess} from '../../helpers/chain/devnet-process.ts';
import {type Asked, count} from './count.ts';
import {type Peers, createRivals} from './peers.ts';

export type MeasureRegistrationOptions = {
	/** An empty folder for homes and wallets. */
	readonly directory: string;
	/** The SDK's Python, if it could be had. */
	readonly python?: string;
};

/** Milliseconds, as on the main chain. */
const blockTime = 12_000;

/** Count what a registration asks of the devnet, whose author opens encrypted ones as the main chain's do: others send no other. */
export async function measureRegistration({
	directory,
	python,
}: MeasureRegistrationOptions): Promise<{readonly ours: Asked; readonly peers: Peers}> {
	const wallets = path.join(directory, 'wallets');
	const rivals = createRivals(python, {home: directory, wallets});
	await using opened = new AsyncDisposableStack();
	const devnet = await startDevnetProcess(['--bare', '--block-time', String(blockTime)]);
	opened.defer(async () => {
		await devnet.stop();
	});
	const gateway = await startGateway({target: devnet.url});
	opened.defer(gateway.close);
	const run = async (...argv: readonly string[]) => {
		const env = {
			BTOP_HOME: path.join(directory, 'home'),
			BT_WALLET_PATH: wallets,
			BT_NETWORK: gateway.url,
		};
		const said = parseOnly(await btop([...argv, '--json'], {env}));
		if (said.ok !== true) {
			throw new Error(`\`${argv.join(' ')}\` failed: ${JSON.stringify(said)}`);
		}

		return said;
	};

	const fund = async (wallet: string) => {
		const words = path.join(directory, `words-${wallet}`);
		const {coldkey} = await run('wallet', 'new', '--plain', '-w', wallet, '--mnemonic-file', words);
		await run('wallet', 'faucet', '--address', String(coldkey));
	};

	for (const wallet of ['ours', 'btcli', 'sdk']) {
		await fund(wallet);
	}

	const ours = await count(gateway, async () => {
		await run('register', '--netuid', '1', '-w', 'ours', '--yes');
	});
	const peers = await rivals.count(gateway, {
		btcli: ['subnets', 'register', '--netuid', '1', '--wallet', 'btcli', '--yes'],
		sdk: ['register', '1', 'sdk', wallets],
	});
	return {ours, peers};
}
