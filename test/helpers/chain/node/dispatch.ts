import type {NodeCall} from './extrinsic.ts';
import {createAccount} from './world.ts';

/** An event as it is encoded: its pallet, then its name and fields. */
export type NodeEvent = {
	readonly type: string;
	readonly value: {readonly type: string; readonly value: unknown};
};

/** What a call can do: read and write the state of the block that is being made. */
export type Work = {
	readonly signer: string;
	readonly height: number;
	readonly read: (item: string, ...keys: readonly unknown[]) => any;
	readonly write: (value: unknown, item: string, ...keys: readonly unknown[]) => void;
	readonly emit: (pallet: string, name: string, fields: unknown) => void;
};

/** Error of a call that fails in its block, by the names of the metadata. */
export class DispatchError extends Error {
	override name = 'DispatchError';
	readonly pallet: string;
	readonly reason: string;

	constructor(pallet: string, reason: string) {
		super(`${pallet}.${reason}`);
		this.pallet = pallet;
		this.reason = reason;
	}
}

type Calls = Readonly<Record<string, (work: Work, args: Readonly<Record<string, any>>) => void>>;

/** Rao that an account must keep. */
const existentialDeposit = 500n;

const fail = (reason: string): never => {
	throw new DispatchError('SubtensorModule', reason);
};

/** Get an account's free rao. */
export const freeOf = ({read}: Pick<Work, 'read'>, account: string): bigint =>
	(read('System.Account', account)?.data.free as bigint | undefined) ?? 0n;

/** Take rao from an account. */
export function withdraw(work: Work, account: string, amount: bigint): void {
	credit(work, account, -amount);
	work.emit('Balances', 'Withdraw', {who: account, amount});
}

function credit(work: Work, account: string, amount: bigint) {
	const nonce = Number(work.read('System.Account', account)?.nonce ?? 0);
	work.write(createAccount(freeOf(work, account) + amount, nonce), 'System.Account', account);
}

function transfer(work: Work, args: Readonly<Record<string, any>>) {
	const value = BigInt(args.value);
	if (freeOf(work, work.signer) - value < existentialDeposit) {
		throw new DispatchError('Balances', 'Expendability');
	}

	const to = String(args.dest.value);
	credit(work, work.signer, -value);
	credit(work, to, value);
	work.emit('Balances', 'Transfer', {from: work.signer, to, amount: value});
}

function register(work: Work, args: Readonly<Record<string, any>>) {
	const {read, write, emit, height, signer} = work;
	const {netuid, hotkey} = args;
	const subtensor = (item: string, ...keys: readonly unknown[]) =>
		read(`SubtensorModule.${item}`, netuid, ...keys);
	const price: bigint = subtensor('Burn') ?? 0n;
	if (!subtensor('NetworksAdded')) {
		fail('SubnetNotExists');
	} else if (!subtensor('NetworkRegistrationAllowed')) {
		fail('SubNetRegistrationDisabled');
	} else if (subtensor('Uids', hotkey) !== undefined) {
		fail('HotKeyAlreadyRegisteredInSubNet');
	} else if (args.limit_price !== undefined && price > args.limit_price) {
		fail('RegistrationPriceLimitExceeded');
	} else if (freeOf(work, signer) - price < existentialDeposit) {
		fail('NotEnoughBalanceToStake');
	}

	const uid = findWorst(work, netuid);
	withdraw(work, signer, price);
	const last = subtensor('Keys', uid);
	const set = (value: unknown, item: string, ...keys: readonly unknown[]) => {
		write(value, `SubtensorModule.${item}`, ...keys);
	};

	set(undefined, 'Uids', netuid, last);
	set(undefined, 'Axons', netuid, last);
	set(undefined, 'IsNetworkMember', last, netuid);
	set(uid, 'Uids', netuid, hotkey);
	set(hotkey, 'Keys', netuid, uid);
	set(true, 'IsNetworkMember', hotkey, netuid);
	set(BigInt(height), 'BlockAtRegistration', netuid, uid);
	if (read('SubtensorModule.Owner', hotkey) === undefined) {
		set(signer, 'Owner', hotkey);
		set([...(read('SubtensorModule.OwnedHotkeys', signer) ?? []), hotkey], 'OwnedHotkeys', signer);
	}

	const fresh = {
		Incentive: 0,
		Dividends: 0,
		Emission: 0n,
		ValidatorPermit: false,
		Active: true,
		LastUpdate: BigInt(height),
	};
	for (const [item, value] of Object.entries(fresh)) {
		set((subtensor(item) as unknown[]).with(uid, value), item, netuid);
	}

	set((price * 126n) / 100n, 'Burn', netuid);
	emit('SubtensorModule', 'NeuronRegistered', [netuid, uid, hotkey]);
}

/** The one that a newcomer evicts: of those that are not immune, the one that is paid least, the oldest first. The owner stays. */
function findWorst({read, height}: Work, netuid: number): number {
	const emissions = read('SubtensorModule.Emission', netuid) as readonly bigint[];
	const immunity = Number(read('SubtensorModule.ImmunityPeriod', netuid));
	const owner = read('SubtensorModule.SubnetOwnerHotkey', netuid);
	const registeredAt = emissions.map((_, uid) =>
		Number(read('SubtensorModule.BlockAtRegistration', netuid, uid)),
	);
	const [worst] = emissions
		.map((_, uid) => uid)
		.filter(
			uid =>
				height - registeredAt[uid]! >= immunity &&
				read('SubtensorModule.Keys', netuid, uid) !== owner,
		)
		.toSorted(
			(one, other) =>
				Number(emissions[one]! - emissions[other]!) || registeredAt[one]! - registeredAt[other]!,
		);
	return worst ?? fail('NoNeuronIdAvailable');
}

function serveAxon(work: Work, {netuid, ...axon}: Readonly<Record<string, any>>) {
	if (work.read('SubtensorModule.Uids', netuid, work.signer) === undefined) {
		fail('HotKeyNotRegisteredInNetwork');
	}

	if (axon.port === 0) {
		fail('InvalidPort');
	}

	const last = work.read('SubtensorModule.Axons', netuid, work.signer);
	const limit = Number(work.read('SubtensorModule.ServingRateLimit', netuid));
	if (last !== undefined && work.height - Number(last.block) < limit) {
		fail('ServingRateLimitExceeded');
	}

	work.write({...axon, block: BigInt(work.height)}, 'SubtensorModule.Axons', netuid, work.signer);
	work.emit('SubtensorModule', 'AxonServed', [netuid, work.signer]);
}

const calls: Calls = {
	'Balances.transfer_keep_alive': transfer,
	'Balances.transfer_allow_death': transfer,
	'SubtensorModule.burned_register': register,
	'SubtensorModule.register_limit': register,
	'SubtensorModule.serve_axon': serveAxon,
};

/** Calls that cost no fee. */
const free = new Set(['SubtensorModule.serve_axon']);

const nameOf = ({type, value}: NodeCall) => `${type}.${value.type}`;

export const isFree = (call: NodeCall): boolean => free.has(nameOf(call));

/**
Do what a call says.

@throws {DispatchError} If it fails.
*/
export function dispatch(work: Work, call: NodeCall): void {
	const run = calls[nameOf(call)];
	if (run === undefined) {
		throw new DispatchError('System', 'CallFiltered');
	}

	run(work, call.value.value);
}
