import {byteArray} from '../scale/bytes.ts';
import {struct, variant} from '../scale/composites.ts';
import {u8} from '../scale/numbers.ts';
import type {ValueOf} from '../scale/type.ts';

const moduleError = struct(['sp_runtime', 'ModuleError'], {index: u8, error: byteArray(4)});

const tokenError = variant(['sp_runtime', 'TokenError'], {
	FundsUnavailable: undefined,
	OnlyProvider: undefined,
	BelowMinimum: undefined,
	CannotCreate: undefined,
	UnknownAsset: undefined,
	Frozen: undefined,
	Unsupported: undefined,
	CannotCreateHold: undefined,
	NotExpendable: undefined,
	Blocked: undefined,
});

const arithmeticError = variant(['sp_arithmetic', 'ArithmeticError'], {
	Underflow: undefined,
	Overflow: undefined,
	DivisionByZero: undefined,
});

const transactionalError = variant(['sp_runtime', 'TransactionalError'], {
	LimitReached: undefined,
	NoLayer: undefined,
});

const trieError = variant(['sp_runtime', 'proving_trie', 'TrieError'], {
	InvalidStateRoot: undefined,
	IncompleteDatabase: undefined,
	ValueAtIncompleteKey: undefined,
	DecoderError: undefined,
	InvalidHash: undefined,
	DuplicateKey: undefined,
	ExtraneousNode: undefined,
	ExtraneousValue: undefined,
	ExtraneousHashReference: undefined,
	InvalidChildReference: undefined,
	ValueMismatch: undefined,
	IncompleteProof: undefined,
	RootMismatch: undefined,
	DecodeError: undefined,
});

/** Why a call failed, as recorded on the chain. */
export const dispatchError = variant(['sp_runtime', 'DispatchError'], {
	Other: undefined,
	CannotLookup: undefined,
	BadOrigin: undefined,
	Module: moduleError,
	ConsumerRemaining: undefined,
	NoProviders: undefined,
	TooManyConsumers: undefined,
	Token: tokenError,
	Arithmetic: arithmeticError,
	Transactional: transactionalError,
	Exhausted: undefined,
	Corruption: undefined,
	Unavailable: undefined,
	RootNotAllowed: undefined,
	Trie: trieError,
});

export type DispatchError = ValueOf<typeof dispatchError>;

export const badOrigin: DispatchError = {type: 'BadOrigin'};
export const overflow: DispatchError = {type: 'Arithmetic', value: {type: 'Overflow'}};
export const underflow: DispatchError = {type: 'Arithmetic', value: {type: 'Underflow'}};
export const fundsUnavailable: DispatchError = {type: 'Token', value: {type: 'FundsUnavailable'}};
