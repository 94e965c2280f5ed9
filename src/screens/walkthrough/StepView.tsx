import FundsStep from './steps/FundsStep.tsx';
import MineStep from './steps/MineStep.tsx';
import ModelStep from './steps/ModelStep.tsx';
import NetworkStep from './steps/NetworkStep.tsx';
import RegisterStep from './steps/RegisterStep.tsx';
import SubnetStep from './steps/SubnetStep.tsx';
import type {StepProps} from './walkthrough-actions.ts';
import WalletStep from './wallet/WalletStep.tsx';

const views = {
	network: NetworkStep,
	wallet: WalletStep,
	funds: FundsStep,
	subnet: SubnetStep,
	register: RegisterStep,
	model: ModelStep,
	mine: MineStep,
};

/** The current step. */
export default function StepView(props: StepProps) {
	const View = views[props.state.shown];
	return <View key={props.state.shown} {...props} />;
}
