import {formatTao, parseTao} from '../chain/amount.ts';
import {atBlock} from '../chain/at-block.ts';
import {getAccountKey} from '../chain/balances/account-key.ts';
import type {ChainClient} from '../chain/client.ts';
import {burnedRegister, createRegistration} from '../chain/subtensor/registration.ts';
import {getUid} from '../chain/subtensor/uid.ts';
import {type Prospect, describeProspect, toMining} from '../onboarding/prospect.ts';
import {toEqualRegistration} from '../payments/equal-command.ts';
import {type Entered, enterSubnet, findEntered} from '../payments/enter-subnet.ts';
import {type PaymentJournal, recordRefusal, withJournal} from '../payments/journal.ts';
import {describeBalance, describeFee} from '../payments/describe-payment.ts';
import {waitForPrice} from '../payments/price-watch.ts';
import {PriceAboveCapError} from '../payments/registration-errors.ts';
import {type RegistrationRequest, previewRegistration} from '../payments/registration.ts';
import {describeSending} from '../payments/describe-sending.ts';
import {readShieldWish} from '../payments/sending.ts';
import type {CommandContext} from '../support/command.ts';
import {
	type ConsentOptions,
	type ShieldOptions,
	type WalletOptions,
	netuidOption,
	withConsent,
	withShield,
	withWallet,
} from './options.ts';
import {createProgram, parseProgram} from './program.ts';
import {
	type Evicted,
	nameOwn,
	previewEviction,
	readEvicted,
	toEvicts,
} from './register/eviction.ts';
import {readSubnetProspect, requireWatchOnly} from './register/prospect.ts';
import {readAhead} from './register/read-ahead.ts';
import {tellEntered} from './register/tell-entered.ts';
import {placeOf, type Session, withSession} from './session.ts';
import {facts} from './table.ts';
import {coldkeyOf, hotkeyOf, openSessionColdkey} from './wallet/keys.ts';

type Options = WalletOptions &
	ConsentOptions &
	ShieldOptions & {
		readonly netuid: number;
		readonly maxPrice?: bigint;
		readonly wait?: boolean;
		readonly watchOnly?: boolean;
	};

/** Pay for a UID on a subnet, once, and at most what the operator said. */
export async function run(context: CommandContext): Promise<void> {
	const program = withShield(
		withConsent(
			withWallet(
				createProgram(context, {
					name: 'register',
					summary: 'pay for a UID on a subnet; the chain enforces the cap',
				}),
			),
		),
	)
		.addOption(netuidOption().makeOptionMandatory())
		.option('--max-price <tao>', 'the most to pay (default: 5 % above the current price)', parseTao)
		.option('--wait', 'wait for the price to fall to the cap')
		.option('--watch-only', 'pay even if btop can mine nothing there, only watch')
		.action(async (options: Options) =>
			withSession(context, options, async session => enter(session, options)),
		);
	await parseProgram(program, context.argv);
}

async function enter(session: Session, options: Options) {
	const {netuid} = options;
	const coldkey = await coldkeyOf(session);
	const hotkey = await hotkeyOf(session);
	const client = await session.connect({follow: 'heads', keys: [getAccountKey(coldkey)]});
	const request = {netuid, coldkey, hotkey, cap: options.maxPrice};
	if (options.dryRun === true) {
		await show(session, client, request, options);
		return;
	}

	const outcome = await withJournal(session.world, async journal =>
		pay(session, client, {request, options, journal}),
	);
	tellEntered(session.output, request, outcome);
}

/** Show what registering would cost, without signing anything. */
async function show(
	session: Session,
	client: ChainClient,
	request: RegistrationRequest,
	options: Options,
) {
	const {netuid, hotkey} = request;
	const view = await readAhead(client, request);
	const uid = await getUid(view, {netuid, hotkey});
	if (uid !== undefined) {
		const entered = {kind: 'known', uid, paid: undefined, recovery: undefined} as const;
		tellEntered(session.output, request, {entered});
		return;
	}

	const prospect = await readSubnetProspect(session, view, netuid);
	const {plan, eviction, lines} = await preview(session, client, {
		request,
		options,
		view,
		prospect,
	});
	const {amount: price, cap, fee = null} = plan;
	const evicts = toEvicts(eviction.evicted);
	const mining = toMining(prospect);
	const mevShield = plan.sending.kind === 'shielded';
	session.output.result(
		{netuid, hotkey, price, cap, fee, mevShield, evicts, mining, dryRun: true},
		lines,
	);
}

type Outcome = {
	readonly entered: Entered;
	readonly evicted?: Evicted;
	readonly isShielded?: boolean;
};

async function pay(
	session: Session,
	client: ChainClient,
	{
		request,
		options,
		journal,
	}: {
		readonly request: RegistrationRequest;
		readonly options: Options;
		readonly journal: PaymentJournal;
	},
): Promise<Outcome> {
	const {output, world} = session;
	const {netuid, coldkey, hotkey} = request;
	const miner = {network: world.network.name, netuid, hotkey};
	let view = client;
	const known = await findEntered(client, world, miner, {
		coldkey,
		journal,
		async readAhead() {
			view = await readAhead(client, request);
			return view;
		},
	});
	if (known) {
		return {entered: known};
	}

	const prospect = await readSubnetProspect(session, view, netuid);
	// Before waiting for a price that would then not be paid.
	requireWatchOnly(netuid, prospect, options);
	const {plan, eviction, lines} = await preview(session, client, {
		request,
		options,
		view,
		prospect,
	});
	for (const line of lines) {
		output.progress(line);
	}

	const own = nameOwn(eviction.evicted);
	const aim = prospect.can === 'mine' ? 'Register' : 'Register only to watch';
	await session.consent(own === undefined ? `${aim}?` : `${aim}, and evict ${own}?`);
	const signer = await openSessionColdkey(session, {...options, address: coldkey});
	const {cap} = plan;
	const isShielded = plan.sending.kind === 'shielded';
	const payment = {coldkey, cap, isShielded, signer, journal};
	const entered = await enterSubnet(client, world, miner, payment);
	return {
		entered,
		isShielded,
		evicted: await readEvicted(session, client, {netuid, entered, preview: eviction.evicted}),
	};
}

async function preview(
	session: Session,
	client: ChainClient,
	{
		request,
		options,
		view,
		prospect,
	}: {
		readonly request: RegistrationRequest;
		readonly options: Options;
		/** What was read of the chain so far. */
		readonly view: ChainClient;
		readonly prospect: Prospect;
	},
) {
	const {netuid, coldkey, hotkey, cap: limit} = request;
	const call =
		limit === undefined
			? burnedRegister({netuid, hotkey})
			: createRegistration(client, {netuid, hotkey, limit}).call;
	const wish = readShieldWish(client, {
		home: session.world.home,
		signer: coldkey,
		isWanted: options.mevShield,
	});
	const plan = await recordRefusal(
		session.world,
		{call, signer: coldkey, isDryRun: options.dryRun === true},
		async () => previewPatiently(client, session, {request: {...request, wish}, options, view}),
	);
	const eviction = await previewEviction(session, view, netuid);
	const own = nameOwn(eviction.evicted);
	if (own !== undefined) {
		session.output.warn(`Registering evicts ${own}`);
	}

	const lines = facts([
		['subnet', String(netuid)],
		['hotkey', hotkey],
		['btop can', describeProspect(prospect)],
		['price', `${formatTao(plan.amount)} TAO, at most ${formatTao(plan.cap)} TAO`],
		['fee', describeFee(plan.fee)],
		['sent', describeSending(plan.sending)],
		['balance', describeBalance(plan)],
		['evicts', eviction.said],
		[
			'same as',
			toEqualRegistration(plan, {
				...placeOf(session, client),
				netuid,
				hotkey,
				hotkeyName: session.hotkeyName,
			}),
		],
		...(prospect.can === 'mine' || options.watchOnly === true
			? []
			: [['note', 'to pay for it with `--yes`, add `--watch-only`'] as const]),
		...(plan.isCapped
			? []
			: [
					[
						'note',
						'this chain enforces no limit; the price is checked again just before signing',
					] as const,
				]),
	]);
	return {plan, eviction, lines};
}

/** Look at the price, and where `--wait` was given, look until it is low enough. */
async function previewPatiently(
	client: ChainClient,
	{output, world: {signal}}: Session,
	{
		request,
		options: {wait, maxPrice},
		view: first,
	}: {
		readonly request: RegistrationRequest;
		readonly options: Options;
		readonly view: ChainClient;
	},
) {
	for (let view = first; ; view = atBlock(client)) {
		try {
			return await previewRegistration(view, request);
		} catch (error) {
			if (wait !== true || maxPrice === undefined || !(error instanceof PriceAboveCapError)) {
				throw error;
			}

			output.progress(`${error.message}; waiting`);
			await waitForPrice(client, {netuid: request.netuid, cap: maxPrice, signal});
		}
	}
}
