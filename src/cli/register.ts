import {formatTao, parseTao} from '../chain/amount.ts';
import type {ChainClient} from '../chain/client.ts';
import {getUid} from '../chain/subtensor/uid.ts';
import {toEqualCommand} from '../steps/equal-command.ts';
import {waitForPrice} from '../steps/price-watch.ts';
import {recordRegistration} from '../steps/record-registration.ts';
import {
	type Recovery,
	describeRecovery,
	recoverRegistration,
} from '../steps/recover-registration.ts';
import {
	PriceAboveCapError,
	type RegistrationRequest,
	previewRegistration,
	register,
} from '../steps/registration.ts';
import type {CommandContext} from '../support/command.ts';
import {readHotkeyPublic} from '../wallet/open.ts';
import {
	type ConsentOptions,
	type WalletOptions,
	netuidOption,
	withConsent,
	withWallet,
} from './options.ts';
import type {Output} from './output.ts';
import {createProgram, parseProgram} from './program.ts';
import {type Session, withSession} from './session.ts';
import {facts} from './table.ts';
import {coldkeyOf} from './wallet/balance.ts';
import {openSessionColdkey} from './wallet/open-coldkey.ts';

type Options = WalletOptions &
	ConsentOptions & {
		readonly netuid: number;
		readonly maxPrice?: bigint;
		readonly wait?: boolean;
	};

/** Pay for a UID on a subnet, once, and at most what the operator said. */
export async function run(context: CommandContext): Promise<void> {
	const program = withConsent(
		withWallet(
			createProgram(context, {
				name: 'register',
				summary: 'Pay for a UID on a subnet. The chain itself refuses above the cap.',
			}),
		),
	)
		.addOption(netuidOption().makeOptionMandatory())
		.option(
			'--max-price <tao>',
			'the most to pay; a twentieth above the price now without this',
			parseTao,
		)
		.option('--wait', 'wait until the price has fallen to the cap')
		.action(async (options: Options) =>
			withSession(context, options, async session => enter(session, options)),
		);
	await parseProgram(program, context.argv);
}

async function enter(session: Session, options: Options) {
	const {output, world, walletName, hotkeyName} = session;
	const {netuid} = options;
	const coldkey = await coldkeyOf(session);
	const {address: hotkey} = await readHotkeyPublic(
		{directory: world.walletsDirectory, name: walletName},
		hotkeyName,
	);
	const client = await session.connect();
	const miner = {network: world.network.name, netuid, hotkey};
	const known = await getUid(client, {netuid, hotkey});
	if (known !== undefined) {
		const recovery =
			options.dryRun === true
				? undefined
				: await recoverRegistration(client, world, miner, {uid: known, coldkey});
		tellKnown(output, {netuid, uid: known, hotkey}, recovery);
		return;
	}

	const request: RegistrationRequest = {netuid, coldkey, hotkey, cap: options.maxPrice};
	const plan = await previewPatiently(client, session, request, options);
	const lines = facts([
		['subnet', String(netuid)],
		['hotkey', hotkey],
		['price', `${formatTao(plan.amount)} TAO, at most ${formatTao(plan.cap)}`],
		['fee', `about ${formatTao(plan.fee)} TAO`],
		['balance', `${formatTao(plan.balance)} TAO, ${formatTao(plan.balanceAfter)} after`],
		[
			'same as',
			toEqualCommand(plan, {
				url: client.status.getSnapshot().url,
				netuid,
				hotkey,
				wallet: walletName,
				hotkeyName,
				walletsDirectory: world.walletsDirectory,
			}),
		],
		...(plan.isCapped
			? []
			: [
					[
						'note',
						'this chain takes no limit; the price is looked at again just before signing',
					] as const,
				]),
	]);
	if (options.dryRun === true) {
		output.result(
			{netuid, hotkey, price: plan.amount, cap: plan.cap, fee: plan.fee, dryRun: true},
			lines,
		);
		return;
	}

	for (const line of lines) {
		output.progress(line);
	}

	await session.consent('Register?');
	const signer = await openSessionColdkey(session, options);
	const registered = await register(
		client,
		{netuid, hotkey, cap: plan.cap},
		{signer, signal: world.signal},
	);
	await recordRegistration(client, world, miner, registered);
	const {uid, paid, receipt} = registered;
	output.result(
		{
			netuid,
			uid,
			hotkey,
			paid,
			fee: receipt.fee,
			block: receipt.block.number,
			hash: receipt.hash,
			alreadyRegistered: false,
		},
		[`Registered as UID ${uid} for ${formatTao(paid)} TAO in block ${receipt.block.number}`],
	);
}

/** Say that there is nothing to pay, and what the ledger has learned of what was paid before. */
function tellKnown(
	output: Output,
	{netuid, uid, hotkey}: {readonly netuid: number; readonly uid: number; readonly hotkey: string},
	recovery: Recovery | undefined,
) {
	output.result(
		{
			netuid,
			uid,
			hotkey,
			paid: 0n,
			fee: 0n,
			block: null,
			hash: null,
			alreadyRegistered: true,
			recovery,
		},
		[
			`Already registered on subnet ${netuid} as UID ${uid}; nothing was paid`,
			...(recovery ? [`Note: ${describeRecovery(recovery)}`] : []),
		],
	);
}

/** Look at the price, and where `--wait` was given, look until it is low enough. */
async function previewPatiently(
	client: ChainClient,
	{output, world: {signal}}: Session,
	request: RegistrationRequest,
	{wait, maxPrice}: Options,
) {
	for (;;) {
		try {
			return await previewRegistration(client, request);
		} catch (error) {
			if (wait !== true || maxPrice === undefined || !(error instanceof PriceAboveCapError)) {
				throw error;
			}

			output.progress(`${error.message}; waiting`);
			await waitForPrice(client, {netuid: request.netuid, cap: maxPrice, signal});
		}
	}
}
