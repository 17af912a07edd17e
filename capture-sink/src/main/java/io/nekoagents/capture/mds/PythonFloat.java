package io.nekoagents.capture.mds;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Doubles in the words of Python: the fewest digits that give the number back, an exponent from 1e16 and below 1e-4. */
final class PythonFloat {

    private static final int LAST_POSITIONAL = 16;
    private static final int FIRST_POSITIONAL = -4;

    private PythonFloat() {}

    static String repr(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        String sign = Double.doubleToRawLongBits(value) < 0 ? "-" : "";
        return sign + (value == 0 ? "0.0" : positive(shortest(Math.abs(value))));
    }

    static double parse(String text) {
        return switch (text) {
            case "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    /** The JDK gives two digits at least, and then not always those whose first alone would do. */
    private static BigDecimal shortest(double value) {
        BigDecimal one = new BigDecimal(value).round(new MathContext(1, RoundingMode.HALF_EVEN));
        return (one.doubleValue() == value ? one : new BigDecimal(Double.toString(value))).stripTrailingZeros();
    }

    private static String positive(BigDecimal decimal) {
        String digits = decimal.unscaledValue().toString();
        int exponent = digits.length() - 1 - decimal.scale();
        if (exponent < FIRST_POSITIONAL || exponent >= LAST_POSITIONAL) {
            String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
            return "%s%se%s%02d".formatted(digits.charAt(0), fraction, exponent < 0 ? "-" : "+", Math.abs(exponent));
        }
        String plain = decimal.toPlainString();
        return plain.contains(".") ? plain : plain + ".0";
    }
}
