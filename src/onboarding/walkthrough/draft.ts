import {isIP} from 'node:net';
import {parseTao} from '../../chain/amount.ts';
import {UsageError} from '../../support/errors.ts';
import {expandHome} from '../../wallet/location.ts';
import type {PasswordSource} from '../../wallet/password.ts';
import type {MineChoices} from '../../rig/miner-options.ts';
import type {Choices} from '../walk.ts';
import type {Draft} from './state.ts';

/** Values typed for one step and discarded after it. */
export type Secrets = {
	/** Password of the coldkey; without one, a new coldkey is not encrypted. */
	readonly password?: string;
	/** Recovery words of the wallet to restore. */
	readonly mnemonic?: string;
};

/** What the operator saw when deciding to pay. */
export type Quote = {
	/** The cap that was shown, in rao: it applies even if the price moves before signing. */
	readonly quotedCap?: bigint;
};

export const emptyDraft: Draft = {
	network: 'devnet',
	wallet: 'default',
	hotkeyName: 'default',
	way: 'new',
	netuid: undefined,
	cap: '',
	model: undefined,
	device: 'auto',
	port: '',
	externalIp: '',
	externalPort: '',
};

/**
Parse field values into choices for the walk.

@throws {UsageError} If a number or an amount is invalid.
*/
export function toChoices(
	draft: Draft,
	{password, mnemonic, quotedCap}: Secrets & Quote,
	onMnemonic: Choices['onMnemonic'],
): Choices {
	const ask: PasswordSource = async () => password;
	return {
		wallet: draft.wallet,
		hotkeyName: draft.hotkeyName,
		password: ask,
		onMnemonic,
		mnemonic,
		encrypt: password !== undefined && password !== '',
		isNewWallet: draft.way !== 'existing',
		netuid: draft.netuid,
		maxPrice: draft.cap.trim() === '' ? quotedCap : parseTao(draft.cap),
		servers: draft.servers,
		model: draft.model?.startsWith('~') ? expandHome(draft.model) : draft.model,
		mine: toMineChoices(draft),
	};
}

function toMineChoices({device, port, externalIp, externalPort}: Draft): MineChoices {
	return {
		device,
		port: readPort(port) ?? 0,
		externalIp: readIp(externalIp.trim()),
		externalPort: readPort(externalPort),
		detach: true,
	};
}

function readIp(text: string): string | undefined {
	if (text !== '' && isIP(text) === 0) {
		throw new UsageError(`\`${text}\` is not an IP address`, {
			fix: 'Use a numeric address such as 203.0.113.7: the chain takes no host names.',
		});
	}

	return text === '' ? undefined : text;
}

function readPort(text: string): number | undefined {
	if (text.trim() === '') {
		return undefined;
	}

	const port = Number(text);
	if (!/^\d+$/v.test(text.trim()) || port > 65_535) {
		throw new UsageError(`\`${text}\` is not a port`, {fix: 'Use a number from 1 to 65535.'});
	}

	return port;
}
