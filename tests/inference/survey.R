# Reference values for tests/inference, recorded in survey.json: Rscript survey.R > survey.json
# Variances are those of the R package survey; the Gini index and the influence functions are written out by their definitions.
library(survey)
options(digits = 15)
d <- read.csv("survey.csv")
gini <- function(w, x) sum(outer(w, w) * abs(outer(x, x, "-"))) / (2 * sum(w) * sum(w * x))
influence <- function(w, x) {
  mu <- sum(w * x) / sum(w)
  sapply(x, function(v) sum(w * abs(v - x)) / sum(w)) / mu - gini(w, x) * (x / mu + 1)
}
lorenz_influence <- function(w, x, p) {
  o <- order(x); q <- x[o][which(cumsum(w[o]) >= p * sum(w))[1]]
  mu <- sum(w * x) / sum(w)
  share <- (sum(w * (x <= q) * (x - q)) / sum(w) + p * q) / mu
  list(share = share, u = ((x - q) * (x <= q) + p * q - share * x) / mu)
}
out <- list()
record <- function(name, value) out[[name]] <<- value
d$z <- influence(d$weight, d$income) / sum(d$weight)
d$z0 <- influence(d$weight, d$before) / sum(d$weight)
half <- lorenz_influence(d$weight, d$income, 0.5)
d$l <- half$u / sum(d$weight)
women <- d$sex == "f"
d$zf <- 0; d$zf[women] <- influence(d$weight[women], d$income[women]) / sum(d$weight[women])
d$zm <- 0; d$zm[!women] <- influence(d$weight[!women], d$income[!women]) / sum(d$weight[!women])
d$one <- 1; d$logs <- log(pmax(d$income, 1e-300)); d$xlog <- ifelse(d$income > 0, d$income * d$logs, 0)
d$square <- d$income^2; d$root <- sqrt(d$income)
clustered <- svydesign(~unit, strata = ~stratum, weights = ~weight, data = d, nest = TRUE)
flat <- svydesign(~1, weights = ~weight, data = d)
record("gini", c(gini(d$weight, d$income), SE(svytotal(~z, clustered)), degf(clustered)))
record("gini_flat", c(gini(d$weight, d$income), SE(svytotal(~z, flat)), degf(flat)))
record("bottom_half", c(half$share, SE(svytotal(~l, clustered))))
record("gini_women", c(gini(d$weight[women], d$income[women]), SE(svytotal(~zf, clustered))))
both <- svytotal(~ zf + zm + z + z0, clustered)
record("covariance_women_men", vcov(both)[1, 2])
record("difference_women_men", SE(svycontrast(both, c(1, -1, 0, 0))))
record("difference_income_before", c(gini(d$weight, d$income) - gini(d$weight, d$before), SE(svycontrast(both, c(0, 0, 1, -1)))))
# Entropy and Atkinson by the delta method on totals, as Stata's svygei and svyatk do it
positive <- subset(clustered, income > 0)
totals <- svytotal(~ one + income + logs + xlog + square + root, positive)
delta <- function(expression) { s <- svycontrast(totals, expression); c(coef(s), SE(s)) }
record("theil", delta(quote(xlog / income - log(income / one))))
record("mean_log_deviation", delta(quote(log(income / one) - logs / one)))
record("ge_2", delta(quote((one * square / income^2 - 1) / 2)))
record("ge_2_of_all", with(d, (sum(weight) * sum(weight * square) / sum(weight * income)^2 - 1) / 2))
record("atkinson_half", delta(quote(1 - (root / one)^2 / (income / one))))
record("atkinson_1", delta(quote(1 - exp(logs / one) / (income / one))))
replicated <- function(design) {
  r <- withReplicates(design, function(w, data) gini(w, data$income))
  c(coef(r), SE(r))
}
hadamard <- rbind(c(1, 1, 1, 1), c(1, -1, 1, -1), c(1, 1, -1, -1), c(1, -1, -1, 1))
brr <- sapply(1:4, function(r) {
  first <- hadamard[r, match(d$stratum, c("north", "east", "south", "west"))] == 1
  ifelse(first == (d$unit == "a"), 2, 0)
})
made <- function(...) svrepdesign(data = d, weights = ~weight, combined.weights = FALSE, ...)
record("brr", replicated(made(repweights = brr, type = "BRR", mse = TRUE)))
record("fay", replicated(made(repweights = 1 + (brr - 1) * 0.7, type = "Fay", rho = 0.3, mse = FALSE)))
record("jkn", replicated(as.svrepdesign(clustered, type = "JKn", mse = TRUE)))
record("jkn_centred", replicated(as.svrepdesign(clustered, type = "JKn", mse = FALSE)))
record("jk1", replicated(as.svrepdesign(flat, type = "JK1", mse = TRUE)))
version <- paste(R.version.string, "survey", packageVersion("survey"))
lines <- sapply(names(out), function(n) sprintf('  "%s": [%s]', n, paste(sprintf("%.15g", out[[n]]), collapse = ", ")))
cat("{\n", sprintf('  "source": "%s",\n', version), paste(lines, collapse = ",\n"), "\n}\n", sep = "")
