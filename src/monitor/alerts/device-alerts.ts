import {explainXid} from '../../gpu/devices/nvidia/xid.ts';
import type {DeviceReading, MinerCard} from '../../miner/observe/device-reading.ts';
import type {Alert} from './alert.ts';

/** The share of its default power limit below which a card is slower than its kind; validators that rent cards refuse it. */
const leastPower = 0.8;

/** Milliseconds of slowness that are no passing peak. */
const lastingMs = 60_000;

/** The share of a card's memory above which the next larger batch may not fit. */
const mostMemory = 0.97;

/** Milliseconds for which a fault of a card, or one of a program, is shown. */
const cardFaultMs = 86_400_000;
const programFaultMs = 600_000;

/** Get alerts about this machine's cards and their driver. */
export function getDeviceAlerts(
	device: Pick<DeviceReading, 'cards' | 'trouble'> | undefined,
	now: number,
): readonly Alert[] {
	if (!device) {
		return [];
	}

	const {cards, trouble} = device;
	return [
		...(trouble === null ? [] : [explainTrouble(trouble)]),
		...cards.flatMap(card => [
			...getState(card),
			...getFault(card, now),
			...getSlowness(card, now),
			...getPowerLimit(card),
			...getFullMemory(card),
		]),
	];
}

const nameOf = ({index, name}: MinerCard) => `Card ${index}, ${name},`;

/** A card that this miner does not use costs nothing yet. */
const levelOf = ({isUsed}: MinerCard) => (isUsed ? 'bad' : 'warn');

function getState(card: MinerCard): readonly Alert[] {
	if (card.state === 'ok') {
		return [];
	}

	const isLost = card.state === 'lost';
	return [
		{
			kind: 'device',
			level: levelOf(card),
			what: `${nameOf(card)} ${isLost ? 'is lost: it no longer answers its driver' : 'needs a reset'}`,
			means: card.isUsed
				? 'The engine on it cannot work; queries go to other engines, if there are any.'
				: 'This miner does not use it, but nothing else can either.',
			todo: isLost
				? 'Power the machine off and on. If it comes back, check its power cables, riser and seating, and the power supply.'
				: `Stop what runs on it, then \`sudo nvidia-smi --gpu-reset -i ${card.index}\`, or reboot.`,
		},
	];
}

function getFault(card: MinerCard, now: number): readonly Alert[] {
	const {fault} = card;
	if (!fault) {
		return [];
	}

	const meaning = explainXid(fault.code);
	const isOfCard = meaning.fault === 'card';
	if (now - fault.at > (isOfCard ? cardFaultMs : programFaultMs)) {
		return [];
	}

	return [
		{
			kind: 'device',
			level: isOfCard ? levelOf(card) : 'warn',
			what: `${nameOf(card)} reported Xid ${fault.code}: ${meaning.name}`,
			since: fault.at,
			means: isOfCard
				? 'Work on it may fail or be wrong until this is resolved.'
				: 'A program failed on it; the engine, if it was ours, is restarted by itself.',
			todo: meaning.todo,
		},
	];
}

function getSlowness(card: MinerCard, now: number): readonly Alert[] {
	const {slowedSince, throttles, temperature} = card;
	if (slowedSince === undefined || now - slowedSince < lastingMs) {
		return [];
	}

	const isBrake = throttles.includes('power-brake');
	const isHot = throttles.includes('heat');
	const degrees = temperature === undefined ? '' : ` at ${Math.round(temperature)} °C`;
	const cause = isBrake
		? 'the power brake: the supply or the chassis asks it to draw less'
		: isHot
			? `heat${degrees}`
			: 'its hardware protection';
	return [
		{
			kind: 'device',
			level: 'warn',
			what: `${nameOf(card)} is slowed down by ${cause}`,
			since: slowedSince,
			means: 'Answers take longer than this card needs, and validators score latency.',
			todo: isBrake
				? 'Check the power supply and its cables: too weak, too hot, or a connector is loose. Fewer cards per supply help.'
				: 'Clean dust and fans, give it air, or raise the fan speed; a slightly lower power limit is faster than throttling.',
		},
	];
}

function getPowerLimit(card: MinerCard): readonly Alert[] {
	const {index, powerLimit, powerDefault, vendor} = card;
	if (
		powerLimit === undefined ||
		powerDefault === undefined ||
		powerLimit >= leastPower * powerDefault
	) {
		return [];
	}

	const watts = Math.round(powerDefault);
	return [
		{
			kind: 'device',
			level: 'warn',
			what: `${nameOf(card)} is limited to ${Math.round(powerLimit)} W, ${Math.round((powerLimit / powerDefault) * 100)} % of its default ${watts} W`,
			means: 'It is slower than its kind, and some subnets refuse cards below 80 %.',
			todo:
				vendor === 'nvidia'
					? `If that is not on purpose: \`sudo nvidia-smi -i ${index} -pl ${watts}\`, and look for a start-up script that lowers it.`
					: `If that is not on purpose: \`sudo rocm-smi -d ${index} --resetpoweroverdrive\`.`,
		},
	];
}

function getFullMemory(card: MinerCard): readonly Alert[] {
	const {isUsed, memoryUsed, memoryTotal, ownMemory, vendor} = card;
	if (
		!isUsed ||
		vendor === 'apple' ||
		memoryUsed === undefined ||
		memoryTotal === undefined ||
		memoryUsed < mostMemory * memoryTotal
	) {
		return [];
	}

	const gibibytes = (bytes: number) => (bytes / 2 ** 30).toFixed(1);
	const own = ownMemory === undefined ? '' : `, ${gibibytes(ownMemory)} of it by this miner`;
	return [
		{
			kind: 'device',
			level: 'warn',
			what: `${nameOf(card)} has ${gibibytes(memoryUsed)} of ${gibibytes(memoryTotal)} GiB of memory in use${own}`,
			means: 'A larger batch may not fit; the engine then works in smaller ones, which is slower.',
			todo: 'Stop other programs on it (`nvidia-smi` lists them), or use a smaller model.',
		},
	];
}

type Trouble = {
	readonly sign: RegExp;
	readonly means: string;
	readonly todo: string;
};

/** What NVIDIA's tool says when it cannot work. */
const troubles: readonly Trouble[] = [
	{
		sign: /version mismatch/iv,
		means:
			'The driver was updated while the old one is still loaded: no new program can use the cards.',
		todo: 'Reboot. To prevent it: `sudo apt-mark hold` the packages of the driver.',
	},
	{
		sign: /communicate with the nvidia driver|driver not loaded/iv,
		means: 'No program can use the cards.',
		todo: 'Is the driver installed for the running kernel? `sudo modprobe nvidia`, or install it again after a kernel update, then reboot.',
	},
	{
		sign: /nvml: unknown error|insufficient permissions/iv,
		means: 'This container has lost the cards, which happens when systemd reloads on the host.',
		todo: 'Restart the container. To prevent it, use the cgroup driver `cgroupfs`, or pass the devices with `--device`.',
	},
	{
		sign: /no devices were found/iv,
		means: 'The driver runs, but finds no card.',
		todo: 'Look for `NVRM` in the kernel log (`sudo dmesg`): power, seating, or a card that the driver does not support.',
	},
];

function explainTrouble(trouble: string): Alert {
	const known = troubles.find(({sign}) => sign.test(trouble));
	return {
		kind: 'device',
		level: 'warn',
		what: `NVIDIA's driver: ${trouble.replace(/\.$/v, '')}`,
		means: known?.means ?? 'No readings of the cards until this is resolved.',
		todo: known?.todo ?? 'Run `nvidia-smi` by hand to see more.',
	};
}
