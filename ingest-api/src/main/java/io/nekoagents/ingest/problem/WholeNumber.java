package io.nekoagents.ingest.problem;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/** Whole numbers as JSON Schema has them: 40.0 is one, as some languages write 40, and 40.5 is none. */
public final class WholeNumber {

    private WholeNumber() {}

    public static JacksonModule module() {
        return new SimpleModule("whole-number")
                .addDeserializer(Integer.class, new Reader())
                .addDeserializer(Long.class, new LongReader());
    }

    private static final class Reader extends StdScalarDeserializer<Integer> {

        Reader() {
            super(Integer.class);
        }

        /** By which it is known that no text is taken for a number. */
        @Override
        public LogicalType logicalType() {
            return LogicalType.Integer;
        }

        @Override
        public Integer deserialize(JsonParser parser, DeserializationContext context) {
            if (!parser.hasToken(JsonToken.VALUE_NUMBER_FLOAT)) {
                return _parseInteger(parser, context, Integer.class);
            }
            try {
                return parser.getDecimalValue().intValueExact();
            } catch (ArithmeticException _) {
                throw context.weirdNumberException(parser.getDecimalValue(), Integer.class, "not a whole number");
            }
        }
    }

    private static final class LongReader extends StdScalarDeserializer<Long> {

        LongReader() {
            super(Long.class);
        }

        @Override
        public LogicalType logicalType() {
            return LogicalType.Integer;
        }

        @Override
        public Long deserialize(JsonParser parser, DeserializationContext context) {
            if (!parser.hasToken(JsonToken.VALUE_NUMBER_FLOAT)) {
                return _parseLong(parser, context, Long.class);
            }
            try {
                return parser.getDecimalValue().longValueExact();
            } catch (ArithmeticException _) {
                throw context.weirdNumberException(parser.getDecimalValue(), Long.class, "not a whole number");
            }
        }
    }
}
