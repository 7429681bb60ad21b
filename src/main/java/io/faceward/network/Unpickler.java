package io.faceward.network;

import io.faceward.network.StoredTensor.StoredValues;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Reads pickles as {@code torch.save} writes them, protocols 2 to 4. Only the opcodes that state dicts need and only the
 * constructors of {@link TorchGlobals} are known; anything else is refused by name. Every announced length is checked
 * against the bytes that are there before memory is taken, and the number of objects is bounded. For one thread.
 */
final class Unpickler {

    private static final int MAX_INTEGER_BYTES = 255;

    private final ByteBuffer in;
    private final int maxObjects;
    private final List<Object> stack = new ArrayList<>();
    private final Deque<Integer> marks = new ArrayDeque<>();
    private final Map<Integer, Object> memo = new HashMap<>();
    private final Map<String, StoredValues> storages = new HashMap<>();
    private int objects;

    /** @param in to read from its position on; it is left behind the pickle */
    Unpickler(ByteBuffer in, int maxObjects) {
        this.in = in.order(ByteOrder.LITTLE_ENDIAN);
        this.maxObjects = maxObjects;
    }

    /**
     * The next pickle's object: a string, {@link Long}, {@link BigInteger}, {@link Double}, {@link Boolean}, list or tuple
     * (both as {@link List}), {@link PickledDict}, {@link StoredTensor}, or what {@link TorchGlobals} stands for.
     *
     * @throws MalformedWeightsException if it is cut off, damaged, hostile or more than a state dict
     */
    Object read() throws MalformedWeightsException {
        try {
            int opcode = in.get() & 0xff;
            while (opcode != '.') {
                step(opcode);
                opcode = in.get() & 0xff;
            }
            return pop();
        } catch (BufferUnderflowException e) {
            throw new MalformedWeightsException("the description is cut off, or longer than allowed", e);
        } catch (IllegalArgumentException e) {
            throw new MalformedWeightsException("the description is damaged: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            // An empty stack, a number where a list must be, and so on.
            throw new MalformedWeightsException("the description is damaged before byte " + in.position(), e);
        } finally {
            stack.clear();
            marks.clear();
            memo.clear();
        }
    }

    /** The storages that were named so far, by key. */
    Map<String, StoredValues> storages() {
        return storages;
    }

    private void step(int opcode) throws MalformedWeightsException {
        switch (opcode) {
            case 0x80 -> in.get(); // protocol
            case 0x95 -> in.getLong(); // frame
            case 'N' -> push(TorchGlobals.NOTHING);
            case 0x88 -> push(true);
            case 0x89 -> push(false);
            case 'K' -> push((long) (in.get() & 0xff));
            case 'M' -> push((long) (in.getShort() & 0xffff));
            case 'J' -> push((long) in.getInt());
            case 0x8a -> push(integer(in.get() & 0xff));
            case 0x8b -> push(integer(in.getInt()));
            case 'G' -> push(Double.longBitsToDouble(Long.reverseBytes(in.getLong())));
            case 'U' -> push(text(in.get() & 0xff, StandardCharsets.ISO_8859_1));
            case 'T' -> push(text(in.getInt(), StandardCharsets.ISO_8859_1));
            case 0x8c -> push(text(in.get() & 0xff, StandardCharsets.UTF_8));
            case 'X' -> push(text(in.getInt(), StandardCharsets.UTF_8));
            case '(' -> mark();
            case ')' -> push(List.of());
            case 0x85 -> push(tuple(stack.size() - 1));
            case 0x86 -> push(tuple(stack.size() - 2));
            case 0x87 -> push(tuple(stack.size() - 3));
            case 't' -> push(tuple(marks.pop()));
            case ']' -> push(new ArrayList<>());
            case 'a' -> append(stack.size() - 1);
            case 'e' -> append(marks.pop());
            case '}' -> push(new PickledDict());
            case 's' -> put(stack.size() - 2);
            case 'u' -> put(marks.pop());
            case 'q' -> remember(in.get() & 0xff);
            case 'r' -> remember(in.getInt());
            case 0x94 -> remember(memo.size());
            case 'h' -> push(remembered(in.get() & 0xff));
            case 'j' -> push(remembered(in.getInt()));
            case 'c' -> push(TorchGlobals.named(line(), line()));
            case 0x93 -> push(global());
            case 'R', 0x81 -> push(call());
            case 'b' -> pop(); // attributes that Python would set
            case 'Q' -> push(storage());
            default ->
                throw new MalformedWeightsException(
                        "the description has opcode 0x%02x, which no state dict needs".formatted(opcode));
        }
    }

    private void push(Object value) throws MalformedWeightsException {
        count(1);
        stack.add(value);
    }

    private void count(int more) throws MalformedWeightsException {
        objects += more;
        if (objects > maxObjects) {
            throw new MalformedWeightsException("the description has more than %d objects".formatted(maxObjects));
        }
    }

    private Object pop() {
        return stack.remove(stack.size() - 1);
    }

    private Object top() {
        return stack.get(stack.size() - 1);
    }

    private void mark() throws MalformedWeightsException {
        count(1);
        marks.push(stack.size());
    }

    private void remember(int index) throws MalformedWeightsException {
        if (memo.put(index, top()) == null) {
            count(1);
        }
    }

    private Object remembered(int index) {
        return Objects.requireNonNull(memo.get(index), "nothing is remembered under " + index);
    }

    /** Takes what lies on the stack from a position on. */
    private List<Object> tuple(int from) {
        List<Object> above = stack.subList(from, stack.size());
        List<Object> values = List.copyOf(above);
        above.clear();
        return values;
    }

    @SuppressWarnings("unchecked")
    private void append(int from) {
        List<Object> values = tuple(from);
        ((List<Object>) top()).addAll(values);
    }

    private void put(int from) {
        List<Object> pairs = tuple(from);
        PickledDict dict = (PickledDict) top();
        for (int i = 0; i < pairs.size(); i += 2) {
            dict.put(pairs.get(i), pairs.get(i + 1));
        }
    }

    private Object global() throws MalformedWeightsException {
        String name = (String) pop();
        return TorchGlobals.named((String) pop(), name);
    }

    private Object call() throws MalformedWeightsException {
        List<?> arguments = (List<?>) pop();
        for (Object argument : arguments) {
            // A constructor may copy it, and it may be given to many.
            count(argument instanceof List<?> list ? list.size() : 0);
        }
        return ((TorchGlobals.Constructor) pop()).call(arguments);
    }

    private Object storage() throws MalformedWeightsException {
        StoredValues storage = TorchGlobals.storage((List<?>) pop());
        StoredValues known = storages.putIfAbsent(storage.key(), storage);
        if (known != null && known.bytes() != storage.bytes()) {
            throw new MalformedWeightsException("storage %s has two sizes".formatted(storage.key()));
        }
        return storage;
    }

    private Object integer(int length) throws MalformedWeightsException {
        if (length > MAX_INTEGER_BYTES) {
            throw new MalformedWeightsException("the description has an integer of %d bytes".formatted(length));
        }
        byte[] bytes = bytes(length);
        byte[] bigEndian = new byte[length + 1];
        for (int i = 0; i < length; i++) {
            bigEndian[length - i] = bytes[i];
        }
        bigEndian[0] = (byte) (length > 0 && bytes[length - 1] < 0 ? -1 : 0);
        BigInteger value = new BigInteger(bigEndian);
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }

    private String text(int length, Charset charset) {
        return new String(bytes(length), charset);
    }

    private byte[] bytes(int length) {
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private String line() {
        StringBuilder line = new StringBuilder();
        for (int c = in.get(); c != '\n'; c = in.get()) {
            line.append((char) (c & 0xff));
        }
        return line.toString();
    }
}
