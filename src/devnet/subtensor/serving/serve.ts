import type {BlockContext, StateReader} from '../../pallet/context.ts';
import {fail, type ModuleError} from '../../pallet/errors.ts';
import type {AccountId} from '../../scale/bytes.ts';
import {errors} from '../errors.ts';
import {subnetEvents} from '../events.ts';
import {isRegistered} from '../registration/neurons.ts';
import {hyperparameterItems} from '../storage/hyperparameters.ts';
import {neuronItems} from '../storage/neurons.ts';
import type {AxonInfo, PrometheusInfo} from '../types.ts';
import {isAddress, isFamily, type Endpoint} from './endpoint.ts';

type Announcement<Info> = Omit<Info, 'block'> & {readonly netuid: number};

export type AxonAnnouncement = Announcement<AxonInfo>;
export type PrometheusAnnouncement = Announcement<PrometheusInfo>;

/**
Announce a hotkey's axon.

@throws {DispatchFailure} The error from `findAxonFault()`.
*/
export function serveAxon(
	context: BlockContext,
	hotkey: AccountId,
	{netuid, ...announced}: AxonAnnouncement,
): void {
	failOn(findAxonFault(context, hotkey, {netuid, ...announced}));
	context.set(neuronItems.Axons, netuid, hotkey, {
		block: BigInt(context.number),
		version: announced.version,
		ip: announced.ip,
		port: announced.port,
		ip_type: announced.ip_type,
		protocol: announced.protocol,
		placeholder1: announced.placeholder1,
		placeholder2: announced.placeholder2,
	});
	context.emit(subnetEvents.AxonServed, [netuid, hotkey]);
}

/**
Announce a hotkey's Prometheus endpoint.

@throws {DispatchFailure} The error from `findPrometheusFault()`.
*/
export function servePrometheus(
	context: BlockContext,
	hotkey: AccountId,
	{netuid, ...announced}: PrometheusAnnouncement,
): void {
	failOn(findPrometheusFault(context, hotkey, {netuid, ...announced}));
	context.set(neuronItems.Prometheus, netuid, hotkey, {
		block: BigInt(context.number),
		version: announced.version,
		ip: announced.ip,
		port: announced.port,
		ip_type: announced.ip_type,
	});
	context.emit(subnetEvents.PrometheusServed, [netuid, hotkey]);
}

/** Get the error of an axon announcement, with the main chain's checks in their order, or `undefined`. */
export function findAxonFault(
	state: StateReader,
	hotkey: AccountId,
	announced: AxonAnnouncement,
): ModuleError | undefined {
	const {netuid} = announced;
	const last = state.get(neuronItems.Axons, netuid, hotkey)?.block;
	return (
		findStranger(state, netuid, hotkey) ??
		findAddressFault(announced) ??
		findTimeFault(state, netuid, last) ??
		findPortFault(announced)
	);
}

/** Get the error of a Prometheus announcement, with the main chain's checks in their order, or `undefined`. Its address may not be 0. */
export function findPrometheusFault(
	state: StateReader,
	hotkey: AccountId,
	announced: PrometheusAnnouncement,
): ModuleError | undefined {
	const {netuid, ip} = announced;
	const last = state.get(neuronItems.Prometheus, netuid, hotkey)?.block;
	return (
		findAddressFault(announced) ??
		(ip === 0n ? errors.InvalidIpAddress : undefined) ??
		findStranger(state, netuid, hotkey) ??
		findTimeFault(state, netuid, last) ??
		findPortFault(announced)
	);
}

const findStranger = (state: StateReader, netuid: number, hotkey: AccountId) =>
	isRegistered(state, netuid, hotkey) ? undefined : errors.HotKeyNotRegisteredInNetwork;

function findAddressFault(endpoint: Endpoint) {
	if (!isFamily(endpoint.ip_type)) {
		return errors.InvalidIpType;
	}

	return isAddress(endpoint) ? undefined : errors.InvalidIpAddress;
}

/** Get the rate limit error of an announcement: they must be ServingRateLimit blocks apart, except for the first one and those in block 0. */
function findTimeFault(state: StateReader, netuid: number, last = 0n) {
	const limit = state.get(hyperparameterItems.ServingRateLimit, netuid);
	return last > 0n && BigInt(state.number) - last < limit
		? errors.ServingRateLimitExceeded
		: undefined;
}

const findPortFault = ({port}: Endpoint) => (port === 0 ? errors.InvalidPort : undefined);

function failOn(fault: ModuleError | undefined) {
	if (fault !== undefined) {
		fail(fault);
	}
}
