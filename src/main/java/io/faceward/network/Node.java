package io.faceward.network;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One operation of a {@link Graph}. Parameters are referred to by name. */
sealed interface Node {

    Value output();

    /** The values that this operation reads. */
    List<Value> inputs();

    /** Everything but the operations below: a TorchScript expression in which {@code $0}, {@code $1} ... are inputs. */
    record Expression(Value output, String template, List<Operand> operands) implements Node {

        @Override
        public List<Value> inputs() {
            return operands.stream()
                    .filter(Operand.Flow.class::isInstance)
                    .map(operand -> ((Operand.Flow) operand).value())
                    .toList();
        }
    }

    /** Convolution over the last two dimensions, or its transpose. */
    record Convolution(
            Value output, Value x, String weight, @Nullable String bias, Conv2d geometry) implements Node {

        @Override
        public List<Value> inputs() {
            return List.of(x);
        }
    }

    /** y = (x - mean) / sqrt(variance + eps) * weight + bias, per channel, with running statistics for inference. */
    record BatchNorm(Value output, Value x, String name, float eps, float momentum) implements Node {

        @Override
        public List<Value> inputs() {
            return List.of(x);
        }

        String weight() {
            return name + ".weight";
        }

        String bias() {
            return name + ".bias";
        }

        String mean() {
            return name + ".running_mean";
        }

        String variance() {
            return name + ".running_var";
        }
    }

    /** What an expression reads. */
    sealed interface Operand {

        record Flow(Value value) implements Operand {}

        record Parameter(String name) implements Operand {}

        /** As it is kept, whatever the precision of the computation. */
        record Kept(String name) implements Operand {}
    }
}
